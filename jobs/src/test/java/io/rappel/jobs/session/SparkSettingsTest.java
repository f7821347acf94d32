package io.rappel.jobs.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {

  private static final Map<String, String> SETTINGS =
      Map.of("spark.serializer", "no.such.Class", "spark.ui.port", "S3cret");

  @Test
  void whatSparkTakesPasses() {
    assertThatCode(
            () ->
                SparkSettings.check(
                    Map.of(
                        "spark.executor.memory", "2g",
                        "spark.sql.shuffle.partitions", "7",
                        "spark.sql.session.timeZone", "Europe/Berlin",
                        "spark.io.compression.codec", "zstd",
                        "spark.sql.catalog.c.url", "anything",
                        "spark.sql.warehouse.dir", "file:/w",
                        "spark.driver.cores", "${spark.my.cores}",
                        "spark.hadoop.fs.defaultFS", "hdfs://h")))
        .doesNotThrowAnyException();
  }

  @Test
  void aClassThatIsNotThereIsToldWithItsSetting() {
    assertThatThrownBy(
            () ->
                SparkSettings.explain(
                    SETTINGS,
                    new IllegalStateException(new ClassNotFoundException("no.such.Class"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--conf spark.serializer: there is no class no.such.Class");
  }

  @Test
  void aSettingThatIsNamedIsToldWithoutItsValue() {
    assertThatThrownBy(
            () ->
                SparkSettings.explain(
                    SETTINGS,
                    new IllegalArgumentException("[A.B] set spark.ui.port. SQLSTATE: 22022")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--conf spark.ui.port: Spark does not take its value (set spark.ui.port)");
  }

  @Test
  void otherFailuresAreLeftAlone() {
    assertThatCode(() -> SparkSettings.explain(SETTINGS, new IllegalStateException("no disk")))
        .doesNotThrowAnyException();
  }
}
