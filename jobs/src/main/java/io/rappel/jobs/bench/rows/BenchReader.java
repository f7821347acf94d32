package io.rappel.jobs.bench.rows;

import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.model.DataSchema;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Puts the rows of a benchmark into memory, so that reading them counts for nobody. */
public final class BenchReader {

  private final SparkSession spark;
  private final BenchOptions options;

  public BenchReader(SparkSession spark, BenchOptions options) {
    this.spark = spark;
    this.options = options;
  }

  /**
   * Reads or generates.
   *
   * @throws io.rappel.trainer.data.DataException if the rows cannot be read
   */
  public BenchRows read() {
    long begun = System.nanoTime();
    return options.generates() ? generate(begun) : readFiles(begun);
  }

  private BenchRows generate(long begun) {
    GeneratedRows generated = options.generated();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return inMemory("generated", generated.schema(), generated.examples(context), null, begun);
  }

  private BenchRows readFiles(long begun) {
    RowReader reader = new RowReader(spark);
    TrainingRows rows = reader.readForTraining(options.request(), null);
    JavaRDD<Example> test =
        options.test() == null ? null : reader.readLabelled(options.test(), rows).examples();
    JavaRDD<Example> spread = rows.examples();
    if (options.mostRows() < Long.MAX_VALUE) {
      long most = options.mostRows();
      spread = spread.zipWithIndex().filter(row -> row._2() < most).map(Tuple2::_1);
    }
    return inMemory(options.request().input().toString(), rows.schema(), spread, test, begun);
  }

  /**
   * A file that is compressed is one partition: rows are dealt out, or one core would do it all.
   */
  private BenchRows inMemory(
      String source, DataSchema schema, JavaRDD<Example> train, JavaRDD<Example> test, long begun) {
    int partitions = spark.sparkContext().defaultParallelism();
    JavaRDD<Example> kept = train.repartition(partitions).persist(StorageLevel.MEMORY_AND_DISK());
    long count = kept.count();
    JavaRDD<Example> keptTest = null;
    if (test != null) {
      keptTest = test.repartition(partitions).persist(StorageLevel.MEMORY_AND_DISK());
      keptTest.count();
    }
    return new BenchRows(source, schema, kept, count, keptTest, (System.nanoTime() - begun) / 1e9);
  }
}
