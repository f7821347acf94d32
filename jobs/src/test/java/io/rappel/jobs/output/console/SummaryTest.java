package io.rappel.jobs.output.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.text.Amounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

  @Test
  void numbersAreAlignedAndOtherMetricsLeftOut() {
    Map<String, Object> train = new LinkedHashMap<>();
    train.put("accuracy", 0.98765);
    train.put("confusion", List.of(List.of(1)));
    train.put("log_loss", 0.5);

    String table =
        new Summary().add("train", train).add("test", Map.of()).add("validation", train).table();

    assertThat(table)
        .isEqualTo(
            """
                         accuracy   log_loss
            train          0.9877     0.5000
            validation     0.9877     0.5000
            """);
  }

  @Test
  void whatIsSaidOfClassesFitsATerminal() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("loss", 0.123);
    metrics.put("rows", 99_999_999L);
    List.of("accuracy", "log_loss", "macro_f1", "auc").forEach(name -> metrics.put(name, 1e-9));

    assertThat(new Summary().add("validation", metrics).table().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
        .last(InstanceOfAssertFactories.STRING)
        .contains("99,999,999  1.000e-09");
  }

  @ParameterizedTest
  @CsvSource({"0,0.0000", "0.00001,1.000e-05", "12.3456,12.346", "48210.55,48210.6", "NaN,NaN"})
  void metricsHaveAboutFourDigits(double value, String text) {
    assertThat(Amounts.metric(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"5,5.0 s", "65,1 min 05 s", "3700,1 h 01 min", "Infinity,?"})
  void durationsAreForPeople(double seconds, String text) {
    assertThat(Amounts.duration(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"512,512 B", "28626125,27.3 MiB", "1610612736,1.50 GiB"})
  void sizesAreForPeople(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }
}
