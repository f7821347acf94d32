package io.rappel.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {

  @TempDir private Path directory;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void filesBeginAsThoseOfTensorFlowDo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EventFile file = new EventFile(bytes, 1.0)) {
      file.add(2.0, 300, Map.of("a", 1.5));
    }

    byte[] written = bytes.toByteArray();
    // Length 24 and its masked checksum, as in each file of TensorFlow.
    assertThat(HexFormat.of().formatHex(written, 0, 12)).isEqualTo("1800000000000000a37f4b22");
    assertThat(new String(written, 21, 2 + 13, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("\032\rbrain.Event:2");
    byte[] event = Arrays.copyOfRange(written, 40 + 12, written.length - 4);
    assertThat(HexFormat.of().formatHex(event))
        .isEqualTo(
            "09" + "0000000000000040" + "10ac02" + "2a0a" + "0a08" + "0a0161" + "150000c03f");
  }

  @Test
  void aFolderThatCannotBeWrittenIsAWarning() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    try (TensorBoard board =
        TensorBoard.in(file + "/runs", "id", new Configuration(), warnings::add)) {
      Reports.tell(board);
    }

    assertThat(warnings).singleElement().asString().startsWith("--tensorboard: no events");
  }
}
