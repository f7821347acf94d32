package io.rappel.trainer.data.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12.3%",
        "5 %",
        "$1,234.50",
        "-$5",
        "$-5",
        "€ 7",
        "7 €",
        "1,234",
        "-1,234,567.8",
        "1'234.5",
        "1 234,5",
        "1\u00a0234",
        "1.234.567",
        "(1,234)",
        "($12.00)",
        "0,5",
        "£3"
      })
  void numbersWithSigns(String text) {
    assertThat(Writing.of(text)).isEqualTo(Writing.NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31/12/2024",
        "1/2/24",
        "12/31/2024 23:59",
        "31.12.2024",
        "31-12-2024",
        "2024/1/2",
        "2024.01.02"
      })
  void dates(String text) {
    assertThat(Writing.of(text)).isEqualTo(Writing.DATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "red",
        "%",
        "$",
        "a1",
        "1a",
        "192.168.0.1",
        "1.2.3",
        "555-1234",
        "v2.0",
        "12:30",
        "10kg",
        "007",
        "1/2",
        "2024-01",
        "31/12/2024x",
        "12345678901234567890123456789012345678901"
      })
  void otherTexts(String text) {
    assertThat(Writing.of(text)).isEqualTo(Writing.OTHER);
  }
}
