package io.rappel.jobs.config.values;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML of one document, whose scalars are the texts that are written there: a column may be called
 * 0x10, and no number is meant.
 */
final class YamlOptions {

  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
          .build();

  private final String file;
  private final String text;

  /**
   * @param file its name, for messages
   */
  YamlOptions(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads keys with a text, texts or keys and texts each.
   *
   * @throws ConfigurationException if the text is no such thing; it names the line
   */
  ObjectNode read() {
    try (YAMLParser parser = YAML.createParser(text)) {
      JsonToken first = parser.nextToken();
      ObjectNode options = JsonNodeFactory.instance.objectNode();
      if (first == JsonToken.START_OBJECT) {
        readInto(options, parser);
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        throw new ConfigurationException(file + " is no YAML file of 'option: value' lines");
      }
      if (parser.nextToken() != null) {
        throw wrong(
            line(parser), "a second document begins behind '---', and a file of options has one");
      }
      return options;
    } catch (JsonProcessingException e) {
      throw wrong(e);
    } catch (IOException e) {
      throw new UncheckedIOException("text that cannot be read", e);
    }
  }

  private void readInto(ObjectNode object, YAMLParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int line = line(parser);
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        throw wrong(line, key + " has no value; give it one, or leave it out");
      }
      object.set(key, value(key, parser));
    }
  }

  private JsonNode value(String key, YAMLParser parser) throws IOException {
    if (parser.isCurrentAlias()) {
      throw wrong(
          line(parser),
          "%s is '*%s', an alias, which options have none of; write the value itself, in quotes if it begins with '*'"
              .formatted(key, parser.getText()));
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      readInto(object, parser);
      return object;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.VALUE_NULL && parser.getText().isEmpty()) {
          throw wrong(line(parser), "an element of %s has no value".formatted(key));
        }
        array.add(value(key, parser));
      }
      return array;
    }
    return JsonNodeFactory.instance.textNode(parser.getText());
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private ConfigurationException wrong(int line, String sentence) {
    return new ConfigurationException("%s, line %d: %s".formatted(file, line, sentence));
  }

  /** What the parser has to say, which knows best where, and tells it in several lines. */
  private ConfigurationException wrong(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      int line = marked.getProblemMark().getLine() + 1;
      if (marked.getProblem().contains("\\t(TAB)")) {
        return wrong(line, "a tab stands where YAML has spaces alone");
      }
      String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
      return wrong(line, context + marked.getProblem());
    }
    if (e.getCause() instanceof ReaderException reader) {
      int end = text.offsetByCodePoints(0, reader.getPosition());
      return wrong(
          1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count(),
          "a control character (U+%04X) stands in the text".formatted(reader.getCodePoint()));
    }
    boolean isKey = e.getOriginalMessage().startsWith("Expected a field name");
    return wrong(
        e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
        isKey
            ? "a key is a name, and neither a list nor a mapping"
            : e.getOriginalMessage().lines().findFirst().orElse("no YAML"));
  }
}
