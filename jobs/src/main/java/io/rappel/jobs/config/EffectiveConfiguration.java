package io.rappel.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rappel.jobs.config.values.ConfigFile;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.jobs.rows.columns.ColumnNames;
import io.rappel.jobs.rows.columns.LabelChoice;
import io.rappel.jobs.text.Secrets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All options of a call with their values, given or default, as a configuration file has them. */
public final class EffectiveConfiguration {

  /** The option of Spark's settings. */
  private static final String SETTINGS = "--conf";

  /** What becomes of keys that have nothing to do with how one trains. */
  private static final Map<String, String> OWN_RULES =
      Map.of(
          "format",
          "by the names of the files",
          "partitions",
          "as many as Spark has cores",
          "task",
          "classification of text, booleans and at most %d different whole numbers, else regression"
              .formatted(LabelChoice.MOST_NUMERIC_CLASSES));

  private EffectiveConfiguration() {}

  /**
   * Values of JSON's types by key; options without a value are left out, and so are defaults that
   * do not count beside what is given instead. Secrets are redacted, which {@link Arguments#check}
   * refuses to take for values.
   */
  public static Map<String, Object> of(CommandSpec command) {
    TrainingDefaults defaults = new TrainingDefaults();
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue() == null ? defaults.defaultValue(option) : recorded(option);
      if (ConfigFile.isKey(option)
          && value != null
          && !isEmpty(value)
          && !Rivals.exclude(command, option)) {
        values.put(ConfigFile.key(option), value);
      }
    }
    return values;
  }

  /**
   * The same as YAML, a file for {@code --config}.
   *
   * @param rules for keys that are {@code auto}: what becomes of them, which stands behind them
   */
  public static String yaml(CommandSpec command, Map<String, String> rules) {
    return yaml(command)
        .lines()
        .map(line -> line + comment(line, rules) + "\n")
        .collect(Collectors.joining());
  }

  private static String comment(String line, Map<String, String> rules) {
    String end = ": auto";
    if (!line.endsWith(end)) {
      return "";
    }
    String key = line.substring(0, line.length() - end.length());
    String rule = rules.getOrDefault(key, OWN_RULES.get(key));
    return rule == null ? "" : "  # " + rule;
  }

  private static String yaml(CommandSpec command) {
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

  private static Object recorded(OptionSpec option) {
    return option.longestName().equals(SETTINGS)
        ? RecordedSettings.of(option.getValue())
        : plain(named(option, option.getValue()));
  }

  /** Elements of a list without the quotes that a list with commas needs. */
  private static Object named(OptionSpec option, Object value) {
    return value instanceof Collection<?> values && !option.splitRegex().isEmpty()
        ? values.stream().map(name -> ColumnNames.unquoted(name.toString())).toList()
        : value;
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
      entries.forEach((key, entry) -> copy.put(key.toString(), plain(entry)));
      return copy;
    }
    return Secrets.masked(value.toString());
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Collection<?> values && values.isEmpty()
        || value instanceof Map<?, ?> entries && entries.isEmpty();
  }
}
