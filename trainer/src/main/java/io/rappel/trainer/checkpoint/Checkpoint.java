package io.rappel.trainer.checkpoint;

import io.rappel.trainer.checkpoint.CheckpointDescription.FileSum;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.model.file.Checksum;
import io.rappel.trainer.model.file.ModelDirectory;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.model.file.NumberArrays;
import io.rappel.trainer.model.file.NumberArrays.NumberArray;
import io.rappel.trainer.model.file.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One checkpoint: a folder with {@code state.safetensors}, {@code history.jsonl}, {@code
 * state.json}, which has length and SHA-256 of the other two, and last of all {@code complete},
 * which has those of {@code state.json}. Without the last it is not there.
 */
public final class Checkpoint {

  static final String COMPLETE = "complete";
  private static final String DESCRIPTION = "state.json";
  private static final String ARRAYS = "state.safetensors";
  private static final String HISTORY = "history.jsonl";

  /** Of one length always, so that one that was cut is known from one that was damaged. */
  private static final String MARK = "complete %019d %s\n";

  private static final int MARK_BYTES = MARK.formatted(0, "0".repeat(64)).length();
  private static final Pattern MARKED = Pattern.compile("complete (\\d{19}) ([0-9a-f]{64})\n");

  private static final long LARGEST_DESCRIPTION = 64L << 20;
  private static final long LARGEST_HISTORY = 1L << 30;
  private static final int BUFFER_BYTES = 1 << 16;

  private final ModelDirectory directory;
  private final CheckpointDescription description;

  private Checkpoint(ModelDirectory directory, CheckpointDescription description) {
    this.directory = directory;
    this.description = description;
  }

  /**
   * What a run gives for its checkpoints.
   *
   * @param run id of the run
   * @param program name and version of what writes
   * @param settings values of JSON's types by name
   * @param facts of the run
   */
  public record Origin(String run, String program, Map<String, Object> settings, RunFacts facts) {}

  /** Writes all files but the mark; returns the mark. */
  static byte[] write(ModelDirectory directory, Origin origin, TrainingState state, byte[] history)
      throws IOException {
    List<NumberArray> arrays = StateArrays.of(state);
    FileSum arraysSum = write(directory, ARRAYS, out -> NumberArrays.write(arrays, out));
    FileSum historySum = write(directory, HISTORY, out -> out.write(history));
    byte[] json =
        DescriptionJson.write(
            new CheckpointDescription(
                origin.run(),
                origin.program(),
                origin.settings(),
                origin.facts(),
                state.position(),
                state.optimizer().steps(),
                state.ending(),
                state.measured(),
                state.resumedAt(),
                state.finished(),
                arrays.size(),
                Map.of(ARRAYS, arraysSum, HISTORY, historySum)));
    FileSum sum = write(directory, DESCRIPTION, out -> out.write(json));
    return MARK.formatted(sum.bytes(), sum.sha256()).getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes a file's content. */
  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  private static FileSum write(ModelDirectory directory, String name, Content content)
      throws IOException {
    MessageDigest digest = Checksum.sha256();
    Counting counting = new Counting(new DigestOutputStream(directory.create(name), digest));
    try (counting) {
      content.to(counting);
    }
    return new FileSum(counting.bytes, Checksum.hex(digest));
  }

  /** Counts what goes through. */
  private static final class Counting extends OutputStream {

    private final OutputStream out;
    private long bytes;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int single) throws IOException {
      out.write(single);
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Whether a folder has the mark of a complete checkpoint, however damaged. */
  static boolean isComplete(ModelDirectory directory) {
    return WholeFiles.reading(
        WholeFiles.path(directory, COMPLETE),
        () -> directory.exists(COMPLETE) && directory.length(COMPLETE) >= MARK_BYTES);
  }

  /**
   * Reads a complete checkpoint's description, and all files to compare their checksums.
   *
   * @throws ModelFormatException if it is damaged
   */
  static Checkpoint open(ModelDirectory directory) {
    String mark =
        new String(WholeFiles.readAll(directory, COMPLETE, MARK_BYTES), StandardCharsets.US_ASCII);
    Matcher marked = MARKED.matcher(mark);
    if (!marked.matches()) {
      throw new ModelFormatException(WholeFiles.path(directory, COMPLETE) + ": is damaged");
    }
    byte[] json = WholeFiles.readAll(directory, DESCRIPTION, LARGEST_DESCRIPTION);
    requireSame(
        directory,
        DESCRIPTION,
        new FileSum(Long.parseLong(marked.group(1)), marked.group(2)),
        new FileSum(json.length, Checksum.of(json)));
    String file = WholeFiles.path(directory, DESCRIPTION);
    CheckpointDescription description =
        WholeFiles.reading(file, () -> DescriptionJson.read(file, json));
    Checkpoint checkpoint = new Checkpoint(directory, description);
    checkpoint.requireWhole(ARRAYS);
    checkpoint.requireWhole(HISTORY);
    return checkpoint;
  }

  private FileSum listed(String name) {
    FileSum sum = description.files().get(name);
    if (sum == null) {
      throw new ModelFormatException(
          "%s: the file %s is not listed".formatted(WholeFiles.path(directory, DESCRIPTION), name));
    }
    return sum;
  }

  private void requireWhole(String name) {
    MessageDigest digest = Checksum.sha256();
    long[] bytes = {0};
    WholeFiles.reading(
        WholeFiles.path(directory, name),
        () -> {
          byte[] buffer = new byte[BUFFER_BYTES];
          try (InputStream in = directory.open(name)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
              digest.update(buffer, 0, count);
              bytes[0] += count;
            }
          }
          return null;
        });
    requireSame(directory, name, listed(name), new FileSum(bytes[0], Checksum.hex(digest)));
  }

  private static void requireSame(
      ModelDirectory directory, String name, FileSum listed, FileSum found) {
    if (!listed.equals(found)) {
      throw new ModelFormatException(
          "%s: %s"
              .formatted(
                  WholeFiles.path(directory, name),
                  listed.bytes() == found.bytes()
                      ? "the SHA-256 is not the one that was written"
                      : "the file has %d bytes, not %d".formatted(found.bytes(), listed.bytes())));
    }
  }

  /** All but the arrays. */
  public CheckpointDescription description() {
    return description;
  }

  /**
   * The state, read anew each time.
   *
   * @throws ModelFormatException if it has been damaged in the meantime
   */
  public TrainingState state() {
    String file = WholeFiles.path(directory, ARRAYS);
    MessageDigest digest = Checksum.sha256();
    FileSum listed = listed(ARRAYS);
    Map<String, double[]> arrays =
        WholeFiles.reading(
            file,
            () -> {
              try (InputStream in = directory.open(ARRAYS)) {
                return NumberArrays.read(
                    file, listed.bytes(), description.arrays(), new DigestInputStream(in, digest));
              }
            });
    requireSame(directory, ARRAYS, listed, new FileSum(listed.bytes(), Checksum.hex(digest)));
    return StateArrays.state(file, description, arrays);
  }

  /** The history of the run so far: lines of JSON. */
  public byte[] history() {
    return WholeFiles.readAll(directory, HISTORY, LARGEST_HISTORY);
  }

  /** The checkpoint's path, as messages name it. */
  @Override
  public String toString() {
    return directory.toString();
  }
}
