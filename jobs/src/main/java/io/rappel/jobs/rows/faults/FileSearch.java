package io.rappel.jobs.rows.faults;

import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Looks through a file for what is wrong with it. */
@FunctionalInterface
interface FileSearch extends Serializable {

  /** Of all files together. */
  int MOST_TASKS = 256;

  /** What is wrong with a file; empty: nothing. */
  String in(Path file, Configuration hadoop) throws IOException;

  /**
   * Reads all files, several at a time.
   *
   * @throws DataException if something is wrong with one of them; the first
   */
  static void requireNone(JavaSparkContext spark, InputFiles files, FileSearch search) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    List<String> names = files.nonEmpty().stream().map(Path::toString).toList();
    List<String> found =
        spark
            .parallelize(new ArrayList<>(names), Math.min(names.size(), MOST_TASKS))
            .map(name -> search.in(new Path(name), hadoop.value()))
            .collect();
    found.stream()
        .filter(fault -> !fault.isEmpty())
        .findFirst()
        .ifPresent(
            fault -> {
              throw new DataException(fault);
            });
  }
}
