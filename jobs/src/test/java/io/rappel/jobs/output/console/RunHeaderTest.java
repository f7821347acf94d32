package io.rappel.jobs.output.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunHeaderTest {

  private static String line(int width, String text) {
    StringWriter out = new StringWriter();
    new RunHeader(new PrintWriter(out, true), width).line("note", text);
    return out.toString();
  }

  @Test
  void longLinesGoOnIndentedAtAWord() {
    assertThat(line(40, "twenty-eight is what fits in the first line"))
        .isEqualTo(
            """
            note        twenty-eight is what fits in
                        the first line
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 133})
  void noLineIsWiderThanTheTerminalAndNoWordIsLost(int width) {
    String text = "word and ".repeat(40) + "x".repeat(300) + " end";
    String shown = line(width, text);

    assertThat(shown.lines()).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(width));
    assertThat(shown.replaceAll("\\s", "")).isEqualTo("note" + text.replace(" ", ""));
  }

  @Test
  void withoutATerminalLinesStayWhole() {
    assertThat(line(0, "word ".repeat(50)).lines()).hasSize(1);
  }
}
