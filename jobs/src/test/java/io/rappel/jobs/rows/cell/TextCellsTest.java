package io.rappel.jobs.rows.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.CellRules;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cell of text is. */
class TextCellsTest {

  private static final TextCells USUAL = new TextCells(CellRules.DEFAULT, false);

  /** A cell for people: {@code missing}, a number, {@code @} and an instant, or {@code text}. */
  private static String shown(long cell) {
    if (Cell.isMissing(cell)) {
      return "missing";
    }
    if (Cell.isMoment(cell)) {
      return "@" + Instant.ofEpochSecond(Cell.seconds(cell));
    }
    return Cell.isNumber(cell) ? Double.toString(Cell.value(cell)) : "text";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "\"\"|missing",
        "  |missing",
        "NA|missing",
        " n/a |missing",
        "Null|missing",
        "nan|missing",
        "?|missing",
        "-nan|missing",
        "none|text",
        "??|text",
        "-|text",
        "3|3.0",
        " 3 |3.0",
        "+3|3.0",
        "-0|0.0",
        "-0.0|0.0",
        "0|0.0",
        "0.50|0.5",
        ".5|0.5",
        "5.|5.0",
        "1e3|1000.0",
        "1E-2|0.01",
        "1e999|Infinity",
        "inf|Infinity",
        "-Infinity|-Infinity",
        "9007199254740993|9.007199254740992E15",
        "9223372036854775807|9.223372036854776E18",
        "9223372036854775808|text",
        "007|text",
        "-01|text",
        "00|text",
        "01.5|text",
        "1,5|text",
        "1 000|text",
        "1_000|text",
        "1d|text",
        "0x1|text",
        "1e|text",
        ".|text",
        "٣|text",
        "true|text",
        "FALSE|text",
        "yes|text",
        "2024-02-29|@2024-02-29T00:00:00Z",
        " 2024-02-29 |@2024-02-29T00:00:00Z",
        "2023-02-29|text",
        "2024-13-01|text",
        "1969-12-31|@1969-12-31T00:00:00Z",
        "0001-01-01|@0001-01-01T00:00:00Z",
        "2024-1-5|text",
        "20240105|2.0240105E7",
        "05.01.2024|text",
        "01/05/2024|text",
        "2024-01-05 10:20|@2024-01-05T10:20:00Z",
        "2024-01-05T10:20:30|@2024-01-05T10:20:30Z",
        "2024-01-05 10:20:30.999|@2024-01-05T10:20:30Z",
        "1969-12-31T23:59:59.5|@1969-12-31T23:59:59Z",
        "2024-01-05T10:20:30Z|@2024-01-05T10:20:30Z",
        "2024-01-05T10:20:30+02:00|@2024-01-05T08:20:30Z",
        "2024-01-05T10:20:30+0230|@2024-01-05T07:50:30Z",
        "2024-01-05 10:20:30.5-03|@2024-01-05T13:20:30Z",
        "2024-01-05 10:20:30 UTC|@2024-01-05T10:20:30Z",
        "2024-01-05 10:20:30.123456 UTC|@2024-01-05T10:20:30Z",
        "2024-01-05T10:20:30UTC|@2024-01-05T10:20:30Z",
        "2024-01-05 10:20 Z|@2024-01-05T10:20:00Z",
        "2024-01-05 10:20:30 +02:00|@2024-01-05T08:20:30Z",
        "2024-01-05 10:20:30 -0330|@2024-01-05T13:50:30Z",
        "2024-01-05 10:20:30 +02|@2024-01-05T08:20:30Z",
        "2024-01-05 10:20:30+00:00|@2024-01-05T10:20:30Z",
        "2024-01-05 10:20:30 CET|text",
        "2024-01-05 10:20:30  UTC|text",
        "2024-01-05 10:20:30+02 UTC|text",
        "2024-01-05 10:20:30+02UTC|text",
        "2024-01-05 10:20:30 +19|text",
        "2024-01-05T 10:20:30|text",
        "2024-01-05 UTC|text",
        "2024-01-05T24:00|text",
        "2024-01-05 noon|text",
        "2024-01-05T|text",
        "Bonn|text"
      })
  void tellsTextByItself(String text, String expected) {
    assertThat(shown(USUAL.cell(text))).isEqualTo(expected);
  }

  @Test
  void valuesWithATypeAreWhatTheyAre() {
    assertThat(shown(USUAL.cell(null))).isEqualTo("missing");
    assertThat(shown(USUAL.cell(7L))).isEqualTo("7.0");
    assertThat(shown(USUAL.cell(new BigDecimal("1.25")))).isEqualTo("1.25");
    assertThat(shown(USUAL.cell(Double.NaN))).isEqualTo("missing");
    assertThat(shown(USUAL.cell(true))).isEqualTo("text");
    assertThat(shown(USUAL.cell(Date.valueOf("2024-01-05")))).isEqualTo("@2024-01-05T00:00:00Z");
    assertThat(shown(USUAL.cell(LocalDate.of(1900, 3, 1)))).isEqualTo("@1900-03-01T00:00:00Z");
    Instant before = Instant.parse("1969-12-31T23:59:59.500Z");
    assertThat(shown(USUAL.cell(before))).isEqualTo("@1969-12-31T23:59:59Z");
    assertThat(shown(USUAL.cell(Timestamp.from(before)))).isEqualTo("@1969-12-31T23:59:59Z");
    assertThat(shown(USUAL.cell(LocalDateTime.of(2024, 1, 5, 10, 20))))
        .isEqualTo("@2024-01-05T10:20:00Z");
    assertThatThrownBy(() -> USUAL.cell(List.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void otherTextsMayStandForNothing() {
    TextCells cells =
        new TextCells(new CellRules(List.of("-", "-999", " Keine Angabe "), null), false);
    assertThat(shown(cells.cell("-"))).isEqualTo("missing");
    assertThat(shown(cells.cell("-999"))).isEqualTo("missing");
    assertThat(shown(cells.cell("-999.0"))).isEqualTo("-999.0");
    assertThat(shown(cells.cell("keine angabe"))).isEqualTo("missing");
    assertThat(shown(cells.cell(""))).isEqualTo("missing");
    assertThat(shown(cells.cell("NA"))).isEqualTo("text");
    assertThat(shown(new TextCells(new CellRules(List.of(), null), false).cell("?")))
        .isEqualTo("text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d.M.yyyy|5.1.2024|@2024-01-05T00:00:00Z",
        "d.M.yyyy|05.01.2024|@2024-01-05T00:00:00Z",
        "d.M.yyyy|2024-01-05|@2024-01-05T00:00:00Z",
        "d.M.yyyy|32.1.2024|text",
        "MM/dd/yyyy HH:mm|01/05/2024 10:20|@2024-01-05T10:20:00Z",
        "dd MMM yyyy|05 jan 2024|@2024-01-05T00:00:00Z",
        "d.M.uuuu|5.1.2024|@2024-01-05T00:00:00Z",
        "d.M.yyyy|31.2.2024|text",
        "d.M.yy|5.1.24|@2024-01-05T00:00:00Z",
        "dd.MM.yyyy HH|05.01.2024 10|@2024-01-05T10:00:00Z",
        "MM/dd/yyyy hh:mm a|01/05/2024 10:20 pm|@2024-01-05T22:20:00Z",
        "dd.MM.yyyy HH:mmXXX|05.01.2024 10:20+02:00|@2024-01-05T08:20:00Z",
        "MM/dd/yyyy HH:mm|01/05/2024|text"
      })
  void datesMayHaveAnotherFormat(String format, String text, String expected) {
    TextCells cells = new TextCells(new CellRules(List.of(), format), false);
    assertThat(shown(cells.cell(text))).isEqualTo(expected);
  }

  /** A format of digits alone is asked before numbers are. */
  @Test
  void datesOfDigitsAlone() {
    TextCells cells = new TextCells(new CellRules(List.of(), "yyyyMMdd"), false);
    assertThat(shown(cells.cell("20240105"))).isEqualTo("@2024-01-05T00:00:00Z");
    assertThat(shown(cells.cell("20241305"))).isEqualTo("2.0241305E7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,5|1.5",
        "-1,5e3|-1500.0",
        "1.5|1.5",
        "3|3.0",
        ",5|0.5",
        "1,5,2|text",
        "1.000,5|text",
        "1,000.5|text",
        "01,5|text"
      })
  void commasMayBeDecimal(String text, String expected) {
    assertThat(shown(new TextCells(CellRules.DEFAULT, true).cell(text))).isEqualTo(expected);
  }
}
