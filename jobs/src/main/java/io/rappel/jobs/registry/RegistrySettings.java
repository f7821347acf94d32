package io.rappel.jobs.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rappel.jobs.output.Json;
import io.rappel.trainer.data.hash.HashSelection;
import io.rappel.trainer.model.file.JsonInput;
import io.rappel.trainer.model.file.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a registry is founded with, and keeps: which rows judge models and are never trained on.
 *
 * @param salt of their hash
 * @param share of all rows
 * @param columns whose cells are hashed; empty: all features, of rows without columns
 */
public record RegistrySettings(long salt, double share, List<String> columns) {

  static final String FILE = "registry.json";
  private static final int FORMAT = 1;
  private static final String FORMAT_VERSION = "format_version";
  private static final String SALT = "salt";
  private static final String SHARE = "gate_share";
  private static final String COLUMNS = "gate_columns";

  public RegistrySettings {
    columns = List.copyOf(columns);
  }

  /** Settings of a new registry, with a salt that nobody knows. */
  public static RegistrySettings founded(double share, List<String> columns) {
    return new RegistrySettings(new SecureRandom().nextLong(), share, columns);
  }

  /** The rows that judge. */
  public HashSelection selection() {
    return new HashSelection(salt, share, columns);
  }

  byte[] json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(FORMAT_VERSION, FORMAT);
    fields.put(SALT, Long.toHexString(salt));
    fields.put(SHARE, share);
    fields.put(COLUMNS, columns);
    return Json.pretty(fields).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param path for messages
   * @throws ModelFormatException if it is not what {@link #json} gives
   */
  static RegistrySettings parse(String path, byte[] bytes) throws IOException {
    Map<String, Object> fields;
    try {
      fields = JsonInput.readFree(path, bytes);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(path + " is no JSON");
    }
    if (!(fields.get(FORMAT_VERSION) instanceof Number version) || version.intValue() != FORMAT) {
      throw new ModelFormatException(
          "%s has the format version %s, and this version of Rappel knows %d"
              .formatted(path, fields.get(FORMAT_VERSION), FORMAT));
    }
    if (fields.get(SALT) instanceof String salt
        && fields.get(SHARE) instanceof Number share
        && fields.get(COLUMNS) instanceof List<?> columns) {
      return new RegistrySettings(
          Long.parseUnsignedLong(salt, 16),
          share.doubleValue(),
          columns.stream().map(String::valueOf).toList());
    }
    throw new ModelFormatException(path + " lacks salt, gate_share or gate_columns");
  }
}
