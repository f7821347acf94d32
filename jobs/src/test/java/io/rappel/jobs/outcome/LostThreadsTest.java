package io.rappel.jobs.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LostThreadsTest {

  private static final CountDownLatch STARTED = new CountDownLatch(1);
  private static final CountDownLatch OVER = new CountDownLatch(1);

  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  @AfterEach
  void watchNoMore() {
    Thread.setDefaultUncaughtExceptionHandler(before);
    LostThreads.forget();
  }

  @Test
  @Timeout(120)
  void aJobIsNotWaitedForWhenAThreadRanOutOfMemory() throws IOException {
    LostThreads.watch();
    try (SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      JavaSparkContext sc = JavaSparkContext.fromSparkContext(session.sparkContext());
      new Thread(
              () -> {
                await(STARTED);
                throw new OutOfMemoryError("Java heap space");
              })
          .start();
      Throwable thrown =
          catchThrowable(
              () ->
                  sc.parallelize(List.of(1), 1)
                      .foreach(
                          row -> {
                            STARTED.countDown();
                            await(OVER);
                          }));
      OVER.countDown();

      assertThat(Failure.of(thrown))
          .isEqualTo(
              new Failure(
                  Outcome.FAILED,
                  "out of memory (Java heap space); give more with RAPPEL_MEMORY=8g or"
                      + " spark.driver.memory"));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
