package io.rappel.jobs.config.values;

import com.fasterxml.jackson.databind.JsonNode;
import io.rappel.jobs.rows.columns.ColumnNames;
import io.rappel.jobs.text.Suggestions;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A YAML file of options, whose keys are the options' names without dashes. */
public final class ConfigFile {

  public static final String OPTION = "--config";

  /** What belongs to a single call and not into a file. */
  private static final Set<String> NO_KEYS = Set.of("config", "print-config", "help", "version");

  private final Path path;
  private final CommandSpec command;

  /**
   * @param command whose options can be keys
   */
  public ConfigFile(Path path, CommandSpec command) {
    this.path = path;
    this.command = command;
  }

  /** Whether an option can stand in a file. */
  public static boolean isKey(OptionSpec option) {
    return !NO_KEYS.contains(key(option));
  }

  /** The key of an option. */
  public static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }

  /**
   * The file as arguments of the command line.
   *
   * @param given names of options that the command line has, whose keys do not count
   * @throws ConfigurationException if the file cannot be read, or has an unknown key
   */
  public List<String> arguments(Set<String> given) {
    List<String> arguments = new ArrayList<>();
    JsonNode root = read();
    root.properties()
        .forEach(
            entry -> {
              checkKey(entry.getKey());
              String option = "--" + entry.getKey();
              if (!given.contains(option) || isSettings(option)) {
                add(arguments, option, entry.getValue());
              }
            });
    return arguments;
  }

  /**
   * Whether an option's entries count each by itself: those of the command line come later and win.
   */
  private boolean isSettings(String option) {
    OptionSpec spec = command.findOption(option);
    return Map.class.isAssignableFrom(spec.type()) && spec.splitRegex().isEmpty();
  }

  private JsonNode read() {
    if (Files.isDirectory(path)) {
      throw unreadable("is a folder, and no file of options");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw unreadable("is no regular file");
    }
    try {
      return new YamlOptions(path.toString(), decoded(Files.readAllBytes(path))).read();
    } catch (NoSuchFileException e) {
      throw unreadable("is not there");
    } catch (AccessDeniedException e) {
      throw unreadable("cannot be read: there is no permission");
    } catch (IOException e) {
      throw unreadable("cannot be read: " + e.getMessage());
    }
  }

  private String decoded(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, rest.position(), StandardCharsets.UTF_8);
      throw new ConfigurationException(
          "%s, line %d: the text is not in UTF-8, in which a file of options is written"
              .formatted(path, 1 + before.chars().filter(c -> c == '\n').count()));
    }
  }

  private ConfigurationException unreadable(String why) {
    return new ConfigurationException("%s %s %s".formatted(OPTION, path, why));
  }

  private void checkKey(String key) {
    Set<String> keys = new TreeSet<>();
    command.options().stream().filter(ConfigFile::isKey).forEach(option -> keys.add(key(option)));
    if (!keys.contains(key)) {
      throw new ConfigurationException(
          "%s: unknown key %s%s".formatted(path, key, Suggestions.hint(key, keys)));
    }
  }

  private void add(List<String> arguments, String option, JsonNode value) {
    OptionSpec spec = command.findOption(option);
    List<String> values = values(option, value, spec.isMultiValue() ? "=" : ":");
    if (values.isEmpty() && !canBeEmpty(spec)) {
      throw new ConfigurationException(
          "%s: %s has no value; give it one, or leave it out".formatted(path, key(spec)));
    }
    if (spec.isMultiValue() && spec.splitRegex().isEmpty()) {
      values.forEach(text -> arguments.add(option + "=" + text));
    } else if (!values.isEmpty() || new TrainingDefaults().of(option) != null) {
      // Without elements it takes the place of a default that has some.
      arguments.add(
          option + "=" + (value.isArray() ? ColumnNames.listed(values) : String.join(",", values)));
    }
  }

  /** Whether a list of nothing says something; of features it would be all of them. */
  private static boolean canBeEmpty(OptionSpec option) {
    return option.isMultiValue() && !option.longestName().equals("--features");
  }

  private List<String> values(String option, JsonNode value, String afterKey) {
    List<String> values = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(element -> values.add(scalar(option, element)));
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry -> values.add(entry.getKey() + afterKey + scalar(option, entry.getValue())));
    } else {
      values.add(scalar(option, value));
    }
    return values;
  }

  private String scalar(String option, JsonNode value) {
    if (value.isContainerNode()) {
      throw new ConfigurationException(
          "%s: the value of %s is nested too deeply".formatted(path, option.substring(2)));
    }
    // Numbers of YAML may be written as 100_000.
    boolean isNumber = Number.class.isAssignableFrom(command.findOption(option).type());
    return isNumber ? value.asText().replace("_", "") : value.asText();
  }
}
