package io.rappel.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.report.page.Markup;
import io.rappel.jobs.report.page.Stylesheet;
import io.rappel.jobs.report.section.ImportanceSection;
import io.rappel.jobs.report.section.RunLog;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Importance;
import io.rappel.trainer.network.Network;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class ReportTest {

  private static RunLog log(int epochs, int layers) {
    RunLog log = new RunLog();
    log.started(Samples.description());
    for (int i = 1; i <= epochs; i++) {
      List<Double> numbers = Collections.nCopies(layers, 0.5 + 0.4 * Math.sin(i));
      log.stepped(Samples.step(i, i, 1.0 / i, numbers));
      log.epochEnded(Samples.epoch(i, 1.0 / i, 1.1 / i, numbers, numbers));
    }
    return log;
  }

  private static Report report(RunLog log, DataSchema schema, Network network) {
    return new Report(
        log,
        schema,
        network,
        Map.of("data", List.of(Samples.HOSTILE), "conf", Map.of("spark.password", "(redacted)")),
        Map.of("spark", "4.1.0", "configuration", Map.of("hidden", "not here")));
  }

  private static String page(int epochs, int classes, int... hidden) {
    DataSchema schema = Samples.classes(classes);
    Network network = Samples.network(classes, hidden);
    return report(log(epochs, hidden.length + 1), schema, network)
        .finished(Samples.finished(schema, network, List.of("Beware of " + Samples.HOSTILE)));
  }

  @Test
  void everySectionIsThereInItsOrder() {
    Document page = Pages.parse(page(9, 3, 8));

    assertThat(Pages.texts(page, "h2"))
        .containsExactly(
            "Metrics",
            "Learning curves",
            "Layers",
            "Confusion of classes, validation rows",
            "Probabilities of classes, validation rows",
            "Settings",
            "Provenance");
    assertThat(Pages.texts(page, "figcaption"))
        .extracting(caption -> caption.split(" ")[0])
        .containsExactly("Loss", "Accuracy", "Learning", "Gradient", "Dead", "Calibration");
    assertThat(Pages.texts(page, "p")).anyMatch(text -> text.contains("all 9 epochs are done"));
    assertThat(Pages.texts(page, "dd"))
        .contains("(redacted)", "abc123", "4.1.0", "12.3k")
        .doesNotContain("not here");
    assertThat(Pages.texts(page, "span")).contains("accuracy, 6 validation rows");
  }

  @Test
  void networksThatAreAveragedHaveLinesOfTheirOwn() {
    RunLog log = new RunLog();
    log.started(Samples.description());
    for (int i = 1; i <= 9; i++) { // three networks of three epochs
      log.stepped(Samples.step(i, i, 1.0 / i, List.of()));
      log.epochEnded(Samples.epoch((i + 2) / 3, i, 1.0 / i, 1.1 / i, List.of(), List.of()));
    }
    Document page =
        Pages.parse(report(log, Samples.classes(2), Samples.network(2, 4)).failed("no", List.of()));

    assertThat(Pages.texts(page, "p")).anyMatch(text -> text.contains("begin at the numbers"));
    List<String> validation =
        Pages.elements(page, "path").stream()
            .filter(path -> path.getAttribute("stroke").equals("var(--second)"))
            .map(path -> path.getAttribute("d"))
            .filter(path -> !path.equals("M1 4H17")) // of legends
            .toList();
    assertThat(validation).hasSize(2).allMatch(path -> path.split("M", -1).length == 1 + 3);
  }

  @Test
  void textOfTheDataIsNeverMarkup() {
    String page = page(3, 3, 8);
    Document document = Pages.parse(page);

    assertThat(page.toLowerCase(Locale.ROOT)).doesNotContain("<script");
    assertThat(Pages.texts(document, "h1")).containsExactly("Classification of " + Samples.HOSTILE);
    assertThat(Pages.texts(document, "li")).containsExactly("Beware of " + Samples.HOSTILE);
    assertThat(Pages.texts(document, "text")).contains("<class 0>");
  }

  @Test
  void nothingComesFromElsewhere() {
    assertThat(page(3, 3, 8))
        .doesNotContain("http:", "https:", "url(", "@import", " src=", "href=");
  }

  @Test
  void theStyleIsTheSameEscapedOrNot() {
    assertThat(Markup.escaped(Stylesheet.TEXT)).isEqualTo(Stylesheet.TEXT);
  }

  @Test
  void manyEpochsLayersAndClassesStayBelowAMegabyte() {
    String page = page(10_000, 30, Stream.generate(() -> 5).limit(40).mapToInt(n -> n).toArray());

    assertThat(Pages.parse(page)).isNotNull();
    assertThat(page.length()).isLessThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 30, 31, 100, 101})
  void anyNumberOfClassesIsShownSomehow(int classes) {
    Document page = Pages.parse(page(2, classes, 4));

    assertThat(Pages.elements(page, "rect")).hasSize(classes <= 30 ? classes * classes : 0);
    assertThat(Pages.texts(page, "h3"))
        .containsExactlyElementsOf(
            switch (classes) {
              case 2 -> List.of("Each class");
              case 30 -> List.of("Each class", "Most often confused");
              case 101 -> List.of("Classes found least often");
              default -> List.of("Most often confused");
            });
  }

  @Test
  void settingsTellWhatWasChosenWhereNothingWasGiven() {
    RunLog log = log(2, 2);
    Report report =
        new Report(
            log,
            Samples.classes(2),
            Samples.network(2, 4),
            Map.of("batch", "full", "blas", "auto"),
            Map.of());
    DataSchema schema = Samples.classes(2);
    Document page =
        Pages.parse(report.finished(Samples.finished(schema, Samples.network(2, 4), List.of())));

    assertThat(Pages.texts(page, "dd"))
        .contains("full", "auto: float32", "auto: 4", "auto: relu", "auto: 200")
        .contains("auto: adam, learning rate 0.001");
  }

  @Test
  void dotsAndClassesTellTheirNumbers() {
    Document page = Pages.parse(page(3, 3, 8));

    assertThat(Pages.texts(page, "title"))
        .contains("validation, epoch 2: 0.7500", "training, a sample of the rows, epoch 2: 0.8750");
    assertThat(Pages.texts(page, "td")).contains("66.7 %");
  }

  @Test
  void twoClassesHaveCurvesWithTheThresholdInUse() {
    Document page = Pages.parse(page(3, 2, 8));

    assertThat(Pages.texts(page, "figcaption"))
        .anyMatch(text -> text.startsWith("ROC area 0.8889") && text.contains("in use, 0.5"))
        .anyMatch(text -> text.startsWith("Precision and recall average precision 0."));
    assertThat(Pages.texts(page, "title"))
        .contains(
            "from a probability of 0.5000 on: recall 66.7 %, precision 66.7 %, of the other class 33.3 %",
            "from a probability of 0.9000 on: recall 66.7 %, precision 100.0 %, of the other class 0.0 %");
  }

  @Test
  void calibrationTellsHowManyRowsWereWhatWasPredicted() {
    assertThat(Pages.texts(Pages.parse(page(3, 3, 8)), "title"))
        .contains(
            "9 rows with probabilities from 0.6000 to 0.9000: 0.8000 on average, and 66.7 % are right");
  }

  @Test
  void importanceIsDrawnWhereItWasAskedFor() {
    List<Importance.Column> columns =
        IntStream.range(0, 40)
            .mapToObj(j -> new Importance.Column("<c%d>".formatted(j), j / 10.0 - 0.3, 0.25))
            .toList();
    Markup page = new Markup().open("div");
    ImportanceSection.write(page, new Importance("rmse", 2, 500, 5, columns), "validation");
    ImportanceSection.write(page, null, "validation");
    Document document = Pages.parse(page.close().toString());

    assertThat(Pages.texts(document, "h2")).containsExactly("Importance of columns");
    assertThat(Pages.elements(document, "rect")).hasSize(30);
    assertThat(Pages.texts(document, "title").get(0)).isEqualTo("<c39>: RMSE + 3.6000 ± 0.2500");
    assertThat(Pages.texts(document, "p"))
        .anyMatch(text -> text.contains("500 validation rows, 2.0000, grows"))
        .anyMatch(text -> text.contains("30 most important of 40"));
  }

  @Test
  void withoutNotesThereIsNoListOfThem() {
    DataSchema schema = Samples.classes(2);
    Network network = Samples.network(2);
    String page =
        report(log(2, 1), schema, network).finished(Samples.finished(schema, network, List.of()));

    assertThat(Pages.elements(Pages.parse(page), "ul")).isEmpty();
  }

  @Test
  void aRunThatFailedShowsHowFarItCame() {
    RunLog log = new RunLog();
    log.started(Samples.description());
    for (int i = 1; i <= 5; i++) {
      log.stepped(Samples.step(i, 1, 0.1, List.of(Math.pow(1e9, i), Double.POSITIVE_INFINITY)));
    }
    String text =
        report(log, Samples.classes(2), Samples.network(2, 4))
            .failed("the loss is no longer finite", List.of("smaller steps help"));
    Document page = Pages.parse(text);

    assertThat(Pages.texts(page, "h2"))
        .containsExactly("Learning curves", "Layers", "Settings", "Provenance");
    assertThat(Pages.texts(page, "li")).containsExactly("smaller steps help");
    assertThat(text).contains("the loss is no longer finite").doesNotContain("NaN");
  }

  @Test
  void aRunThatFailedAtItsFirstStepHasAPageToo() {
    RunLog log = new RunLog();
    log.started(Samples.description());
    String text = report(log, Samples.classes(2), Samples.network(2)).failed("no", List.of());

    assertThat(Pages.texts(Pages.parse(text), "h2")).containsExactly("Settings", "Provenance");
  }
}
