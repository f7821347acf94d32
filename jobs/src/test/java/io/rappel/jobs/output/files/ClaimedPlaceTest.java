package io.rappel.jobs.output.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimedPlaceTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path parent;

  private static ClaimedPlace take(String path) throws IOException {
    return ClaimedPlace.take("--out", path, OtherFileSystem.configuration());
  }

  private static void assertRefused(String path) {
    assertThatThrownBy(() -> take(path))
        .isInstanceOf(LockedException.class)
        .hasMessageStartingWith("--out " + path + " is being written by another run (run ");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Process holder(Path place) throws IOException {
    Process process = ClaimHolder.start("hold", place.toString());
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).isEqualTo("claimed");
    return process;
  }

  @Test
  void aLinkToNothingIsRefusedAtOnce() throws IOException {
    Path link = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("gone"));
    assertThatThrownBy(() -> take(link.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--out %s is a link to %s, which is not there", link, parent.resolve("gone"));
    assertThat(names()).containsExactly("link");
  }

  @Test
  void theSecondIsRefusedByWhateverNameItKnowsThePlace() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("folder"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), folder);
    try (ClaimedPlace first = take(folder + "/model")) {
      assertThat(first.target().getName()).isEqualTo("model");
      assertRefused(folder + "/model");
      assertRefused(folder + "/model/");
      assertRefused(folder + "/../folder/./model");
      assertRefused(folder.toUri() + "model");
      assertRefused(link + "/model");
    }
    take(link + "/model").close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLinkToAPlaceIsThePlace() throws IOException {
    Path model = Files.createDirectory(parent.resolve("model"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), model);
    try (ClaimedPlace first = take(model.toString())) {
      assertThat(first.run()).isNotEmpty();
      assertRefused(link.toString());
    }
  }

  @Test
  void placesSideBySideDoNotDisturbEachOther() throws IOException {
    try (ClaimedPlace one = take(parent + "/model");
        ClaimedPlace other = take(parent + "/model.2")) {
      Files.createDirectory(Path.of(one.staging().toUri().getPath()));
      Files.createDirectory(Path.of(other.staging().toUri().getPath()));
      assertThat(names()).hasSize(4);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aProcessHoldsItsPlaceUntilItIsKilled() throws Exception {
    Path place = parent.resolve("model");
    Process process = holder(place);
    assertThatThrownBy(() -> take(place.toString()))
        .isInstanceOf(LockedException.class)
        .hasMessageContaining("process " + process.pid());
    // Refusals must leave the first one's claim as it is.
    assertRefused(place.toString());

    process.destroyForcibly().waitFor();

    assertThat(names()).hasSize(2).allMatch(name -> name.startsWith(".model."));
    try (ClaimedPlace next = take(place.toString())) {
      assertThat(Path.of(next.staging().toUri().getPath())).doesNotExist();
      assertThat(names()).containsExactly(".model.lock");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aProcessThatIsToldToEndLeavesNothing() throws Exception {
    Process process = holder(parent.resolve("model"));
    process.destroy();
    process.waitFor();
    assertThat(names()).allMatch(name -> name.startsWith(".model.run-"));
  }

  @Test
  void processesThatComeAndGoNeverHoldALockAtOnce() throws Exception {
    Path file = Files.writeString(parent.resolve("count"), "0");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          ClaimHolder.start("count", parent.resolve("lock").toString(), "300", file.toString()));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(file).hasContent("900");
    assertThat(names()).containsExactly("count");
  }

  @Test
  void onOtherFileSystemsTheSecondIsRefusedToo() throws IOException {
    try (ClaimedPlace first = take("other://" + parent + "/model")) {
      first.confirm();
      assertThat(names()).containsExactly(".model.lock");
      assertThat(parent.resolve(".model.lock")).content().startsWith("run " + first.run());
    }
    assertThat(names()).isEmpty();
  }

  private Lease lease(String run, Duration renewal, Duration expiry) throws IOException {
    String path = "other://" + parent + "/lease";
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path);
    FileSystem files = file.getFileSystem(OtherFileSystem.configuration());
    return Lease.take(files, file, "--out m", new ClaimOwner(run, "run " + run), renewal, expiry);
  }

  @Test
  void aLeaseThatIsRenewedIsAlive() throws IOException {
    try (Lease first = lease("1", SHORT, LONG)) {
      assertThatThrownBy(() -> lease("2", SHORT, LONG))
          .isInstanceOf(LockedException.class)
          .hasMessageStartingWith("--out m is being written by another run (run 1");
      first.confirm();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aLeaseThatIsNotRenewedIsTakenOverAndItsHolderFindsOut() throws IOException {
    Lease sleeper = lease("1", LONG, LONG);
    try (Lease next = lease("2", SHORT, Duration.ofMillis(200))) {
      next.confirm();
      assertThatThrownBy(sleeper::confirm).isInstanceOf(LockedException.class);
      sleeper.close();
      next.confirm();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void onlyLeftoversOfTheSamePlaceAreRemoved() throws IOException {
    String killed = ".model.run-" + UUID.randomUUID();
    String others = ".model.run-new.run-" + UUID.randomUUID();
    for (String name : List.of(killed, others, ".model.run-mine", "model.run-1")) {
      Files.createDirectories(parent.resolve(name).resolve("folder"));
    }

    take(parent + "/model").close();

    assertThat(names()).containsExactly(".model.run-mine", others, "model.run-1");
  }

  @Test
  void whatIsNoPlaceIsRefusedInASentence() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> take(file + "/model"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be written: " + file + " is no folder");
    assertThatThrownBy(() -> ClaimedPlace.take("--out", "/", new Configuration()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--out / is no name to write to");
  }
}
