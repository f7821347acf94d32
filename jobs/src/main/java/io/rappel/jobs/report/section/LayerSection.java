package io.rappel.jobs.report.section;

import io.rappel.jobs.report.chart.LineChart;
import io.rappel.jobs.report.chart.Scale;
import io.rappel.jobs.report.chart.Series;
import io.rappel.jobs.report.page.Markup;
import io.rappel.trainer.network.Layer;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.StepReport;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What went on in each layer: gradient norms, and units that are dead or saturated. */
public final class LayerSection {

  /** More lines than these cannot be told apart. */
  private static final int MOST_LINES = 12;

  /** With fewer measured epochs, single steps say more. */
  private static final int FEW_EPOCHS = 3;

  private LayerSection() {}

  public static void write(Markup page, RunLog log, Network network) {
    LineChart norms = norms(log, network);
    LineChart idle = idle(log, network);
    if (norms.isEmpty() && idle.isEmpty()) {
      return;
    }
    page.line().open("section").leaf("h2", "Layers").open("div", "class", "charts");
    boolean byEpochs = !log.epochs().isEmpty();
    LearningSection.byNetwork(log, norms, byEpochs ? EpochReport::epoch : EpochReport::steps)
        .draw(page);
    LearningSection.byNetwork(log, idle, EpochReport::epoch).draw(page);
    page.close().close();
  }

  private static LineChart norms(RunLog log, Network network) {
    List<EpochReport> epochs =
        log.epochs().stream().filter(epoch -> !epoch.gradientNorms().isEmpty()).toList();
    List<StepReport> steps =
        log.steps().stream().filter(step -> !step.gradientNorms().isEmpty()).toList();
    boolean begun = !log.epochs().isEmpty();
    LineChart chart =
        new LineChart("Gradient norm of each layer’s weights", begun ? "epoch" : "step")
            .logarithmic();
    if (epochs.size() >= FEW_EPOCHS || steps.isEmpty()) {
      add(chart, network, epochs, EpochReport::epoch, EpochReport::gradientNorms);
    } else {
      ToDoubleFunction<StepReport> x = begun ? LearningSection::epochsDone : StepReport::step;
      add(chart, network, steps, x, StepReport::gradientNorms);
    }
    return chart;
  }

  private static LineChart idle(RunLog log, Network network) {
    LineChart chart = new LineChart("Dead or saturated units", "epoch");
    chart.note("share of each layer’s units").up(Scale.shares());
    List<EpochReport> epochs =
        log.epochs().stream().filter(epoch -> !epoch.idleUnits().isEmpty()).toList();
    add(chart, network, epochs, EpochReport::epoch, EpochReport::idleUnits);
    return chart;
  }

  /** Adds a line for each layer, or for each of some where there are many. */
  private static <T> void add(
      LineChart chart,
      Network network,
      List<T> items,
      ToDoubleFunction<T> x,
      Function<T, List<Double>> values) {
    int layers = items.stream().mapToInt(item -> values.apply(item).size()).min().orElse(0);
    for (int layer : shown(layers)) {
      chart.add(
          Series.of(
              name(network, layer),
              colour(layer, layers),
              items,
              x,
              item -> values.apply(item).get(layer)));
    }
  }

  /** First and last among them. */
  static int[] shown(int layers) {
    int lines = Math.min(layers, MOST_LINES);
    return IntStream.range(0, lines)
        .map(i -> lines < 2 ? i : (int) ((long) i * (layers - 1) / (lines - 1)))
        .toArray();
  }

  private static String name(Network network, int index) {
    if (index >= network.layers().size()) {
      return "layer " + index;
    }
    Layer layer = network.layers().get(index);
    return "layer %d: %d→%d %s"
        .formatted(index, layer.inputs(), layer.outputs(), layer.activation());
  }

  /** From blue, the first layer, through purple and red to orange, the last. */
  private static String colour(int layer, int layers) {
    double depth = layers < 2 ? 0 : (double) layer / (layers - 1);
    return String.format(Locale.ROOT, "hsl(%.0f, 68%%, 56%%)", (215 + 180 * depth) % 360);
  }
}
