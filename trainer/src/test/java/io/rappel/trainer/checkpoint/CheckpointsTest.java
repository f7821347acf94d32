package io.rappel.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.checkpoint.Checkpoint.Origin;
import io.rappel.trainer.checkpoint.state.EndingState;
import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.checkpoint.state.Position;
import io.rappel.trainer.checkpoint.state.Snapshot;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.ModelDirectory;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.optim.OptimizerState;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints are whole, or are not there. */
class CheckpointsTest {

  private static final byte[] HISTORY = "{\"kind\":\"step\"}\n".getBytes(StandardCharsets.UTF_8);
  private static final List<String> FILES =
      List.of("state.safetensors", "history.jsonl", "state.json", "complete");

  @TempDir private Path folder;
  private Checkpoints checkpoints;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void setUp() {
    checkpoints = new Checkpoints(new LocalFolder(folder));
  }

  private static Origin origin() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("learning-rate", 1e-5);
    settings.put("hidden", List.of(3, 4));
    settings.put("label", "é \" y");
    RunFacts facts = new RunFacts(2, "c", 3, 900, 100, "r", Precision.FLOAT32, "f", 7);
    return new Origin("run", "test", settings, facts);
  }

  private static TrainingState state(long steps, int bestEpoch, Precision precision) {
    Map<String, double[]> optimizer = new LinkedHashMap<>();
    optimizer.put("adam.first", new double[] {0.1, -0.0, Double.MIN_VALUE});
    optimizer.put("plateau", new double[] {0.1, Double.POSITIVE_INFINITY, 0});
    Snapshot best = bestEpoch == 0 ? null : new Snapshot(3, precision);
    if (best != null) {
      best.take(new double[] {0.1f, 0.25, bestEpoch});
    }
    return new TrainingState(
        new Position(4, 2, steps, Double.NaN, 1.5, 0.1, 1e9, 17),
        new double[] {1 / 3.0, Math.PI, steps},
        new OptimizerState(steps, optimizer),
        steps == 0 ? null : new double[] {1e-300, 2},
        new EndingState(
            false, bestEpoch, bestEpoch == 0 ? Double.NaN : 0.1, 0.3, Double.NaN, 7, 6, 9),
        best,
        new double[] {0.1, 0.7},
        3,
        List.of(5L, 8L),
        steps == 0
            ? FinishedMembers.NONE
            : FinishedMembers.NONE
                .with(new double[] {0.1, -0.0, 3}, Double.NaN, 9, 90, 2.5, List.of(4L))
                .with(new double[] {1e-310, 2, 3}, 0.1, 7, 70, 1.5, List.of(6L)));
  }

  private void write(long steps, int bestEpoch) {
    checkpoints.write(origin(), state(steps, bestEpoch, Precision.FLOAT32), HISTORY);
  }

  private Checkpoint newest() throws IOException {
    return new Checkpoints(new LocalFolder(folder)).newest(warnings::add).orElseThrow();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 12})
  void aStateComesBackWithAllItsBits(long steps) throws IOException {
    TrainingState written = state(steps, steps == 0 ? 0 : 3, Precision.FLOAT32);
    checkpoints.write(origin(), written, HISTORY);

    Checkpoint found = newest();
    TrainingState read = found.state();

    assertThat(found.description().run()).isEqualTo("run");
    assertThat(found.description().settings()).hasToString(origin().settings().toString());
    assertThat(found.description().facts()).isEqualTo(origin().facts());
    assertThat(found.history()).isEqualTo(HISTORY);
    assertThat(read.position()).isEqualTo(written.position());
    assertThat(read.ending()).isEqualTo(written.ending());
    assertThat(read.resumedAt()).isEqualTo(written.resumedAt());
    assertThat(read.epochs()).isEqualTo(steps == 0 ? 4 : 20);
    assertThat(read.steps()).isEqualTo(steps == 0 ? 0 : 172);
    assertThat(read.finished().seconds()).isEqualTo(steps == 0 ? 0 : 4);
    assertThat(read.finished().resumedAt()).isEqualTo(steps == 0 ? List.of() : List.of(4L, 96L));
    assertThat(read.finished().losses())
        .isEqualTo(steps == 0 ? List.of() : List.of(Double.NaN, 0.1));
    assertThat(read.finished().parameters().toArray(new double[0][]))
        .isDeepEqualTo(written.finished().parameters().toArray(new double[0][]));
    assertThat(read.measured()).isEqualTo(written.measured());
    assertThat(read.parameters()).isEqualTo(written.parameters());
    assertThat(read.norms()).isEqualTo(written.norms());
    assertThat(read.grid()).isEqualTo(written.grid());
    assertThat(read.optimizer().steps()).isEqualTo(steps);
    assertThat(read.optimizer().arrays().keySet())
        .containsExactlyElementsOf(written.optimizer().arrays().keySet());
    written
        .optimizer()
        .arrays()
        .forEach((name, array) -> assertThat(read.optimizer().arrays().get(name)).isEqualTo(array));
    assertThat(bits(read.best())).isEqualTo(bits(written.best()));
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theBestParametersTakeTheirOwnPrecision(Precision precision) throws IOException {
    RunFacts facts = new RunFacts(2, "c", 3, 900, 100, "r", precision, "f", 7);
    checkpoints.write(new Origin("run", "test", Map.of(), facts), state(1, 2, precision), HISTORY);

    assertThat(newest().state().best().precision()).isEqualTo(precision);
    assertThat(
            Files.readString(
                folder.resolve("checkpoint-00000001/state.safetensors"),
                StandardCharsets.ISO_8859_1))
        .contains(
            "\"best\":{\"dtype\":\"%s\"".formatted(precision == Precision.FLOAT32 ? "F32" : "F64"));
  }

  private static double[] bits(Snapshot snapshot) {
    if (snapshot == null) {
      return new double[0];
    }
    double[] numbers = new double[snapshot.size()];
    Arrays.setAll(numbers, snapshot::at);
    return numbers;
  }

  @Test
  void theLastTwoAndTheFirstWithTheBestAreKept() throws IOException {
    write(1, 0);
    write(2, 1);
    write(3, 2);
    write(4, 2);
    assertThat(names()).containsExactly("checkpoint-00000003", "checkpoint-00000004");
    write(5, 2);
    write(6, 2);
    assertThat(names())
        .containsExactly("checkpoint-00000003", "checkpoint-00000005", "checkpoint-00000006");

    checkpoints = new Checkpoints(new LocalFolder(folder));
    checkpoints.newest(warnings::add);
    write(7, 2);
    assertThat(names())
        .as("after a resume")
        .containsExactly("checkpoint-00000003", "checkpoint-00000006", "checkpoint-00000007");
    write(8, 8);
    assertThat(names()).containsExactly("checkpoint-00000007", "checkpoint-00000008");
  }

  @Test
  void noFolderHasNoCheckpoint() throws IOException {
    Checkpoints none = new Checkpoints(new LocalFolder(folder.resolve("none")));

    assertThat(none.isAny()).isFalse();
    assertThat(none.newest(warnings::add)).isEmpty();
  }

  @Test
  void allCanBeRemoved() throws IOException {
    write(1, 0);
    write(2, 0);
    Files.createDirectory(folder.resolve("checkpoint-x"));
    checkpoints.clear();

    assertThat(checkpoints.isAny()).isFalse();
    assertThat(names()).as("other things stay").containsExactly("checkpoint-x");
  }

  /** As a process that was killed leaves it. */
  @Test
  void oneWithoutItsWholeMarkIsNotThereAndIsRemovedByTheNext() throws IOException {
    write(1, 0);
    write(2, 0);
    Path mark = folder.resolve("checkpoint-00000002/complete");
    byte[] bytes = Files.readAllBytes(mark);
    for (int length = bytes.length - 1; length >= 0; length--) {
      Files.write(mark, Arrays.copyOf(bytes, length));
      assertThat(newest().description().position().steps()).isEqualTo(1);
    }
    Files.delete(mark);
    assertThat(newest().description().position().steps()).isEqualTo(1);
    assertThat(warnings).isEmpty();

    checkpoints = new Checkpoints(new LocalFolder(folder));
    write(3, 0);
    assertThat(names()).containsExactly("checkpoint-00000001", "checkpoint-00000003");
  }

  @Test
  void anyDamageIsSeenAndTheOneBeforeIsTaken() throws IOException {
    write(1, 0);
    write(2, 2);
    for (String name : FILES) {
      Path file = folder.resolve("checkpoint-00000002").resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      for (int bit = 0; bit < 8 * bytes.length; bit += 5) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        assertFallsBack(file, flipped);
      }
      if (!name.equals("complete")) {
        for (int length = 0; length < bytes.length; length += 3) {
          assertFallsBack(file, Arrays.copyOf(bytes, length));
        }
        Files.delete(file);
        assertThat(newest().description().position().steps()).isEqualTo(1);
        assertThat(warnings).singleElement().asString().contains(name, "there is no such file");
        warnings.clear();
      }
      assertFallsBack(file, Arrays.copyOf(bytes, bytes.length + 1));
      Files.write(file, bytes);
    }
    assertThat(newest().description().position().steps()).isEqualTo(2);
  }

  private void assertFallsBack(Path file, byte[] damaged) throws IOException {
    Files.write(file, damaged);
    assertThat(newest().description().position().steps()).isEqualTo(1);
    assertThat(warnings).singleElement().asString().contains("checkpoint-00000002/");
    warnings.clear();
  }

  @Test
  void aDamagedOneTakesNoOthersPlace() throws IOException {
    write(1, 0);
    write(2, 0);
    Files.write(folder.resolve("checkpoint-00000002/history.jsonl"), new byte[3]);
    checkpoints = new Checkpoints(new LocalFolder(folder));
    checkpoints.newest(warnings::add);
    write(3, 0);

    assertThat(names()).containsExactly("checkpoint-00000001", "checkpoint-00000003");
  }

  @Test
  void ifAllAreDamagedThatIsAnError() throws IOException {
    write(1, 0);
    write(2, 0);
    for (int number = 1; number <= 2; number++) {
      Files.write(folder.resolve("checkpoint-0000000%d/state.json".formatted(number)), new byte[0]);
    }

    assertThatThrownBy(this::newest)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("none of the 2 complete checkpoints in " + folder + " is whole: ")
        .hasMessageContaining("checkpoint-00000002/state.json: the file has 0 bytes, not ");
  }

  /** A disk that is full after some bytes, and what is on it. */
  private record FullFolder(LocalFolder folder, long room) implements CheckpointFolder {

    @Override
    public List<String> names() throws IOException {
      return folder.names();
    }

    @Override
    public ModelDirectory directory(String name) {
      ModelDirectory whole = folder.directory(name);
      return new ModelDirectory() {
        private long left = room;

        @Override
        public InputStream open(String file) throws IOException {
          return whole.open(file);
        }

        @Override
        public long length(String file) throws IOException {
          return whole.length(file);
        }

        @Override
        public boolean exists(String file) throws IOException {
          return whole.exists(file);
        }

        @Override
        public OutputStream create(String file) throws IOException {
          return new FilterOutputStream(whole.create(file)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              left -= length;
              if (left < 0) {
                throw new IOException("No space left on device");
              }
              out.write(bytes, offset, length);
            }
          };
        }
      };
    }

    @Override
    public void createNew(String path, byte[] bytes) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void delete(String path) throws IOException {
      folder.delete(path);
    }

    @Override
    public String toString() {
      return folder.toString();
    }
  }

  /** From a disk without room for anything to one on which the mark alone cannot be written. */
  @ParameterizedTest
  @ValueSource(longs = {0, 300, 500, 700, 100_000})
  void aFullDiskIsAnErrorAndLeavesWhatWasThere(long room) throws IOException {
    write(1, 0);
    Checkpoints full = new Checkpoints(new FullFolder(new LocalFolder(folder), room));

    assertThatThrownBy(() -> full.write(origin(), state(2, 0, Precision.FLOAT32), HISTORY))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "the checkpoint %s/checkpoint-00000002 could not be written, and those before it are as they were: No space left on device"
                .formatted(folder));

    assertThat(names()).containsExactly("checkpoint-00000001");
    assertThat(newest().description().position().steps()).isEqualTo(1);
    write(3, 0);
    assertThat(newest().description().position().steps()).isEqualTo(3);
  }
}
