package io.rappel.jobs.config;

import io.rappel.jobs.text.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Settings of Spark as they are recorded and printed: values of those that are known to hold no
 * secret, the mere names of all others, as anybody may put anything into a setting of a name that
 * only they know.
 */
final class RecordedSettings {

  private static final Set<String> HARMLESS =
      Set.of(
          "spark.broadcast.blockSize",
          "spark.broadcast.compress",
          "spark.cores.max",
          "spark.default.parallelism",
          "spark.driver.bindAddress",
          "spark.driver.cores",
          "spark.driver.host",
          "spark.driver.maxResultSize",
          "spark.driver.memory",
          "spark.driver.memoryOverhead",
          "spark.driver.memoryOverheadFactor",
          "spark.dynamicAllocation.enabled",
          "spark.dynamicAllocation.executorIdleTimeout",
          "spark.dynamicAllocation.initialExecutors",
          "spark.dynamicAllocation.maxExecutors",
          "spark.dynamicAllocation.minExecutors",
          "spark.dynamicAllocation.shuffleTracking.enabled",
          "spark.eventLog.enabled",
          "spark.executor.cores",
          "spark.executor.heartbeatInterval",
          "spark.executor.instances",
          "spark.executor.memory",
          "spark.executor.memoryOverhead",
          "spark.executor.memoryOverheadFactor",
          "spark.io.compression.codec",
          "spark.kryo.registrationRequired",
          "spark.kryo.registrator",
          "spark.kryo.unsafe",
          "spark.kryoserializer.buffer",
          "spark.kryoserializer.buffer.max",
          "spark.local.dir",
          "spark.locality.wait",
          "spark.log.level",
          "spark.master",
          "spark.memory.fraction",
          "spark.memory.offHeap.enabled",
          "spark.memory.offHeap.size",
          "spark.memory.storageFraction",
          "spark.network.timeout",
          "spark.rdd.compress",
          "spark.rpc.message.maxSize",
          "spark.scheduler.mode",
          "spark.serializer",
          "spark.shuffle.compress",
          "spark.shuffle.service.enabled",
          "spark.speculation",
          "spark.speculation.multiplier",
          "spark.speculation.quantile",
          "spark.sql.adaptive.enabled",
          "spark.sql.ansi.enabled",
          "spark.sql.caseSensitive",
          "spark.sql.catalogImplementation",
          "spark.sql.codegen.maxFields",
          "spark.sql.files.maxPartitionBytes",
          "spark.sql.files.openCostInBytes",
          "spark.sql.session.timeZone",
          "spark.sql.shuffle.partitions",
          "spark.submit.deployMode",
          "spark.task.cpus",
          "spark.task.maxDirectResultSize",
          "spark.task.maxFailures",
          "spark.ui.enabled",
          "spark.ui.port",
          "spark.ui.showConsoleProgress");

  private static final String REDACTION = "spark.redaction.regex";

  private RecordedSettings() {}

  /** The settings, with the values redacted of all that are not known to be harmless. */
  static Map<String, Object> of(Map<?, ?> settings) {
    Pattern secret = redaction(settings);
    Map<String, Object> recorded = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          String name = key.toString();
          String text = String.valueOf(value);
          boolean harmless =
              HARMLESS.contains(name)
                  && !secret.matcher(name).find()
                  && !secret.matcher(text).find();
          recorded.put(name, harmless ? Secrets.masked(text) : Secrets.REDACTED);
        });
    return recorded;
  }

  /** Spark's own idea of a secret, which the user may have changed. */
  private static Pattern redaction(Map<?, ?> settings) {
    SparkConf conf = new SparkConf();
    if (settings.get(REDACTION) instanceof String regex) {
      conf.set(REDACTION, regex);
    }
    return conf.get(org.apache.spark.internal.config.package$.MODULE$.SECRET_REDACTION_PATTERN())
        .pattern();
  }
}
