package io.rappel.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.spark.sql.SparkSession;

/**
 * A program whose session has Spark's page, with its metrics for Prometheus; says what is read
 * there while a command trains, each time that the command shows an epoch, and after it.
 */
final class ScrapedRun {

  private final URI page;

  private ScrapedRun(URI page) {
    this.page = page;
  }

  /** The arguments are those of one command. */
  public static void main(String[] arguments) throws IOException {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.port", "0")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.metrics.namespace", "run")
            .config(
                "spark.metrics.conf.*.sink.prometheusServlet.class",
                "org.apache.spark.metrics.sink.PrometheusServlet")
            .config("spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus");
    int code;
    try (SparkSession session = builder.getOrCreate()) {
      URI ui = URI.create(session.sparkContext().uiWebUrl().get());
      ScrapedRun run = new ScrapedRun(ui.resolve("/metrics/prometheus/"));
      code =
          new RappelCommand(new PrintWriter(new StringWriter()), run.new Lines())
              .execute(arguments);
      run.scrape("after the command");
    }
    System.exit(code);
  }

  /** What the command tells; the training stands still while an epoch's metrics are read. */
  private final class Lines extends PrintWriter {

    Lines() {
      super(System.err, true);
    }

    @Override
    public void println(String line) {
      super.println(line);
      if (line.startsWith("epoch ")) {
        scrape(line.replaceFirst("/.*", ""));
      }
    }
  }

  private void scrape(String when) {
    try {
      HttpRequest request = HttpRequest.newBuilder(page).build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      System.out.printf("%s: status %d%n", when, answer.statusCode());
      answer
          .body()
          .lines()
          .filter(line -> line.contains("_driver_rappel_"))
          .forEach(line -> System.out.printf("%s: %s%n", when, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
