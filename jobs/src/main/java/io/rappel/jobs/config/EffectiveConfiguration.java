package io.rappel.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All options of a call with their values, given or default, as a configuration file has them. */
public final class EffectiveConfiguration {

  private static final Pattern SECRET = Pattern.compile("password|secret|token|key");
  private static final String REDACTED = "(redacted)";

  private EffectiveConfiguration() {}

  /** Values of JSON's types by key; options without a value are left out, secrets redacted. */
  public static Map<String, Object> of(CommandSpec command) {
    TrainingDefaults defaults = new TrainingDefaults();
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      Object value =
          option.getValue() == null ? defaults.defaultValue(option) : plain(option.getValue());
      if (ConfigFile.isKey(option) && value != null && !isEmpty(value)) {
        values.put(ConfigFile.key(option), value);
      }
    }
    return values;
  }

  /** The same as YAML, a file for {@code --config}. */
  public static String yaml(CommandSpec command) {
    try {
      return YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build()
          .writeValueAsString(of(command));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("options that are no YAML", e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Collection<?> values) {
      return values.stream().map(EffectiveConfiguration::plain).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      Map<String, Object> copy = new LinkedHashMap<>();
      entries.forEach((key, entry) -> copy.put(key.toString(), redacted(key.toString(), entry)));
      return copy;
    }
    return value.toString();
  }

  private static Object redacted(String key, Object value) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find() ? REDACTED : plain(value);
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Collection<?> values && values.isEmpty()
        || value instanceof Map<?, ?> entries && entries.isEmpty();
  }
}
