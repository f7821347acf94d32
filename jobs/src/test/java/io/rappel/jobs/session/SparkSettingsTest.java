package io.rappel.jobs.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                    SETTINGS,
                    new IllegalArgumentException("[A.B] set spark.ui.port. SQLSTATE: 22022")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--conf spark.ui.port: Spark does not take its value (set spark.ui.port)");
  }

  @Test
  void otherFailuresAreLeftAlone() {
    assertThatCode(
            () -> SparkSettings.explain(SETTINGS, SETTINGS, new IllegalStateException("no disk")))
        .doesNotThrowAnyException();
  }

  /** As those of spark-defaults.conf, which the command does not see before. */
  @Test
  void aClassThatWasSetElsewhereIsNotCalledAnOption() {
    assertThatThrownBy(
            () ->
                SparkSettings.explain(
                    Map.of(), SETTINGS, new ClassNotFoundException("no.such.Class")))
        .hasMessage("spark.serializer: there is no class no.such.Class");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.kryo.registrator|no.such.Class|there is no class no.such.Class",
        "spark.kryo.classesToRegister|no.such.Class|there is no class no.such.Class",
        "spark.kryo.registrator|java.lang.String|Spark does not take its value (class"
            + " java.lang.String cannot be cast to class"
            + " org.apache.spark.serializer.KryoRegistrator)"
      })
  void whatRegistersWithKryoIsMadeBeforeSparkStarts(String key, String value, String why) {
    Map<String, String> settings = Map.of(key, value);
    assertThatThrownBy(() -> SparkSettings.requireKryo(settings, settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--conf " + key + ": " + why);
    assertThatThrownBy(() -> SparkSettings.requireKryo(Map.of(), settings))
        .hasMessage(key + ": " + why);
    assertThatCode(
            () ->
                SparkSettings.requireKryo(
                    Map.of(), Map.of("spark.kryo.classesToRegister", "java.lang.String")))
        .doesNotThrowAnyException();
  }

  @Test
  void aFolderOfTemporaryFilesThatCannotBeIsToldByItsName(@TempDir Path folder) throws IOException {
    String before = System.getProperty("java.io.tmpdir");
    Path none = Files.createFile(folder.resolve("file")).resolve("tmp");
    System.setProperty("java.io.tmpdir", none.toString());
    try {
      assertThatThrownBy(() -> ScratchFolders.check(new SparkConf(false)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("java.io.tmpdir " + none + " cannot be written (")
          .hasMessageEndingWith(
              "; name another folder with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER");
      assertThatThrownBy(
              () -> ScratchFolders.check(new SparkConf(false).set("spark.local.dir", "" + none)))
          .hasMessageStartingWith("spark.local.dir " + none + " cannot be written (")
          .hasMessageEndingWith("; name another folder with --conf spark.local.dir=FOLDER");
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }
}
