package io.rappel.jobs.output.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ReadingProgressTest {

  private static final SparkSession SPARK =
      SparkSession.builder()
          .config(new SparkConf().setMaster("local[2]").setAppName("test"))
          .config("spark.ui.enabled", "false")
          .getOrCreate();

  /** Opened by the line that says that one of two tasks is done. */
  private static final CountDownLatch SEEN = new CountDownLatch(1);

  /** A writer that tells when it holds a text. */
  private static final class Watched extends StringWriter {
    @Override
    public void write(String text, int offset, int length) {
      super.write(text, offset, length);
      if (toString().contains("1 of 2 tasks done, 50 %")) {
        SEEN.countDown();
      }
    }
  }

  @Test
  void tellsHowManyTasksAreDoneWhileOthersGoOn() {
    Watched text = new Watched();
    ReadingProgress progress =
        ReadingProgress.of(SPARK.sparkContext(), new PrintWriter(text), false, () -> 80, 20);
    List<Integer> sums =
        JavaSparkContext.fromSparkContext(SPARK.sparkContext())
            .parallelize(List.of(1, 2), 2)
            .map(ReadingProgressTest::waitIfSecond)
            .collect();
    progress.close();
    assertThat(sums).containsExactly(1, 2);
    assertThat(text.toString().lines())
        .contains("reading     pass 1: 1 of 2 tasks done, 50 %")
        .allMatch(line -> line.startsWith("reading "));
  }

  private static int waitIfSecond(int value) throws InterruptedException {
    if (value == 2) {
      SEEN.await();
    }
    return value;
  }
}
