package io.rappel.jobs.output;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelUseTest {

  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "INSPECT, 1000000000, inspect needs about 7.45 GiB of memory, RAPPEL_MEMORY=9g",
    "EVALUATE, 1000000000, evaluate needs about 22.4 GiB of memory, RAPPEL_MEMORY=25g",
    "PREDICT, 60000000, predict needs about 2.68 GiB of memory, RAPPEL_MEMORY=3g",
    "TRAIN, 1000000000, train needs about 7.45 GiB of memory, RAPPEL_MEMORY=9g",
    "RETRAIN, 1000000000, retrain needs about 7.45 GiB of memory, RAPPEL_MEMORY=9g"
  })
  void modelsThatDoNotFitTheHeapAreRefused(
      ModelUse use, int parameters, String needs, String setting) {
    assertThatThrownBy(() -> use.require("m", parameters, 2 * GIB))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("%s m has %,d parameters, with which ", use.option(), parameters)
        .hasMessageContaining(needs + ", and there is 2.00 GiB: set " + setting)
        .hasMessageEndingWith("or spark.driver.memory under spark-submit");
    assertThatCode(() -> use.require("m", parameters, 64 * GIB)).doesNotThrowAnyException();
  }

  @Test
  void whatTasksCannotBeHandedIsRefusedWhateverTheHeap() {
    assertThatThrownBy(() -> ModelUse.PREDICT.require("m", 300_000_000, 1024 * GIB))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "--model m has 300,000,000 parameters, of which predict can hand at most 266,338,303 to its tasks");
  }
}
