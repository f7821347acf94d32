package io.rappel.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.output.Json;
import org.junit.jupiter.api.Test;

class PrintableTest {

  /** Clears the screen twice over, ends the line, and turns the direction of writing. */
  private static final String HOSTILE = "a\u001b[2J\u009b2J\n\r\u0007\u202eb\u2028\ud800";

  @Test
  void whatATerminalWouldObeyIsShownByItsCode() {
    assertThat(Printable.line(HOSTILE))
        .isEqualTo("a\\u001b[2J\\u009b2J\\u000a\\u000d\\u0007\\u202eb\\u2028\\ud800");
    assertThat(Printable.lines("a\n\tb\u001b")).isEqualTo("a\n\tb\\u001b");
  }

  @Test
  void textOfAllScriptsIsLeftAlone() {
    String text = "größer, 漢字, می\u200cخواهم, 👩\u200d🌾 $1 \\u";
    assertThat(Printable.line(text)).isEqualTo(text);
  }

  @Test
  void jsonSaysTheSameInCharactersThatDoNoHarm() {
    String json = Json.line(java.util.Map.of("name", HOSTILE));
    assertThat(json).isEqualTo(Printable.line(json)).contains("\\u009b2J");
  }
}
