package io.rappel.trainer.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.rappel.trainer.model.file.Checksum;
import io.rappel.trainer.model.file.JsonInput;
import io.rappel.trainer.model.file.ModelFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a {@code model.json}. Equal descriptions give equal bytes: keys have a fixed order,
 * those of the provenance are sorted, and numbers are the shortest that read back as the same
 * double.
 */
final class DescriptionFile {

  private static final ObjectReader READER = ModelMapper.MAPPER.readerFor(ModelJson.class);
  private static final ObjectWriter WRITER =
      ModelMapper.MAPPER.writer(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private DescriptionFile() {}

  /** The bytes of the file, with the checksum of these bytes among them. */
  static byte[] render(ModelDescription description) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = WRITER.createGenerator(bytes)) {
      WRITER.writeValue(json, ModelJson.of(description));
    }
    bytes.write('\n');
    return withChecksum(bytes.toByteArray());
  }

  /** Nothing in the file comes before the checksum that could look like a blank one. */
  private static byte[] withChecksum(byte[] bytes) {
    byte[] checksum = Checksum.without(Checksum.BLANK, bytes).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, bytes, Checksum.position(Checksum.BLANK, bytes), checksum.length);
    return bytes;
  }

  /**
   * Reads and checks all of the file.
   *
   * @param file path for messages
   */
  static ModelDescription read(String file, byte[] bytes) throws IOException {
    try (JsonInput json = new JsonInput(file, new ByteArrayInputStream(bytes))) {
      ModelJson content = json.value(READER);
      json.end();
      checkChecksum(json, content.checksum(), bytes);
      return content.description();
    } catch (JsonProcessingException e) {
      throw JsonProblems.inWords(file, e);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file + ": " + e.getMessage(), e);
    }
  }

  private static void checkChecksum(JsonInput json, String checksum, byte[] bytes) {
    if (checksum != null && !checksum.equals(Checksum.without(checksum, bytes))) {
      throw json.error(
          "the content does not match its checksum: the file is damaged, or was edited without"
              + " removing its key 'checksum'");
    }
  }
}
