package io.rappel.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.SparseCells;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows in the bins of a model. */
class DataCounterTest {

  private static final List<String> CLASSES = List.of("no", "yes");

  private static Model model(List<Feature> features, List<String> classes, Scaling targets) {
    FeatureEncoder encoder = new FeatureEncoder(features);
    boolean ofClasses = !classes.isEmpty();
    Network network =
        Network.of(
            encoder.inputs(),
            new int[0],
            1,
            true,
            Activation.RELU,
            ofClasses ? Activation.SIGMOID : Activation.IDENTITY);
    return new Model(
        new DataSchema(
            ofClasses ? Task.CLASSIFICATION : Task.REGRESSION,
            encoder.names(),
            List.of("y"),
            classes,
            false,
            null),
        network,
        new double[network.layout().size()],
        Precision.FLOAT64,
        ofClasses ? Loss.LOGISTIC : Loss.SQUARED,
        encoder,
        targets,
        Map.of());
  }

  private static Model mixed() {
    return model(
        List.of(
            new Feature(
                "age",
                FeatureKind.NUMBER,
                30,
                List.of(new Encoding.Affine(30, 0.1), new Encoding.Hat(List.of(10.0, 20.0, 40.0)))),
            new Feature(
                "colour",
                FeatureKind.CATEGORY,
                0,
                List.of(new Encoding.OneHot(List.of("red", "blue"), true, true))),
            new Feature("new", FeatureKind.BOOLEAN, 0.5, List.of(new Encoding.Affine(0.5, 2)))),
        CLASSES,
        Scaling.identity(1));
  }

  /** Columns in another order than the model's, and one more. */
  private static RowBatch batch(double[] ages, String[] colours, String[] labels) {
    int rows = ages.length;
    long[][] cells = new long[4][rows];
    Texts colour = new Texts();
    Texts truth = new Texts();
    Texts label = new Texts();
    long[] classes = new long[rows];
    for (int i = 0; i < rows; i++) {
      cells[0][i] = colours[i] == null ? Cell.MISSING : Cell.text(colour.code(colours[i]));
      cells[1][i] = Cell.number(77);
      cells[2][i] = Cell.number(ages[i]);
      cells[3][i] = Cell.text(truth.code(i == 0 ? "true" : "false"));
      classes[i] = Cell.text(label.code(labels[i]));
    }
    return RowBatch.table(
        rows,
        cells,
        new Texts[] {colour, null, null, truth},
        new long[][] {classes},
        new Texts[] {label},
        null);
  }

  private static DataCounter counter() {
    return new DataCounter(
        mixed(), List.of("colour", "other", "age", "new"), 1, LabelIndex.of(CLASSES));
  }

  @Test
  void countsOfATable() {
    DataCounter counter = counter();
    counter.add(
        batch(
            new double[] {Double.NaN, 9, 10, 39.9, 40},
            new String[] {"red", "green", null, "red", "blue"},
            new String[] {"no", "yes", "no", "no", "maybe"}),
        new double[][] {{0.9, 0.1}, {0.96, 0.04}, {0.5, 0.5}, {0, 1}, {1, 0}});

    DataManifest manifest = DataManifest.of(ManifestBins.of(mixed()), counter.counts(), null, null);

    assertThat(manifest.rows()).isEqualTo(5);
    assertThat(manifest.features())
        .extracting(ColumnCounts::counts)
        .containsExactly(
            List.of(1L, 1L, 1L, 1L, 1L), // missing, below 10, from 10, from 20, from 40
            List.of(1L, 1L, 2L, 1L, 0L), // missing, unknown, red, blue, others
            List.of(0L, 4L, 1L));
    assertThat(manifest.features().get(1).unknown()).containsExactly("green");
    assertThat(manifest.labels().get(0).counts()).containsExactly(0L, 1L, 3L, 1L, 0L);
    assertThat(manifest.predictions().get(0).counts().subList(1, 4)).containsExactly(2L, 0L, 1L);
    assertThat(manifest.predictions().get(0).counts().subList(11, 21))
        .containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
  }

  @Test
  void partsAreMergedInAnyOrder() {
    RowBatch first =
        batch(new double[] {9, 15}, new String[] {"z", "y"}, new String[] {"no", "yes"});
    RowBatch second =
        batch(new double[] {50, 51}, new String[] {"x", "red"}, new String[] {"no", "no"});
    double[][] predictions = {{0.9, 0.1}, {0.2, 0.8}};
    DataCounter all = counter();
    all.add(first, predictions);
    all.add(second, predictions);
    DataCounter one = counter();
    one.add(second, predictions);
    DataCounter other = counter();
    other.add(first, predictions);
    one.counts().merge(other.counts());

    ManifestBins bins = ManifestBins.of(mixed());
    assertThat(DataManifest.of(bins, one.counts(), null, null))
        .isEqualTo(DataManifest.of(bins, all.counts(), null, null));
    assertThat(DataManifest.of(bins, one.counts(), null, null).features().get(1).unknown())
        .containsExactly("x", "y", "z");
  }

  @Test
  void zerosOfSparseRowsAreCounted() {
    Model model =
        model(
            List.of(Feature.number("a", 0, 4), Feature.number("b", 10, 0)),
            List.of(),
            new Scaling(new double[] {100}, new double[] {0.1}));
    DataCounter counter = new DataCounter(model, List.of("a", "b"), 0, null);
    // rows (0, 10), (1, 0) and (0, 0)
    SparseCells cells =
        new SparseCells(2, new int[] {0, 1, 2, 2}, new int[] {1, 0}, new double[] {10, 1});
    counter.add(
        RowBatch.sparse(3, cells, new long[0][], new Texts[0], null),
        new double[][] {{100}, {69}, {131}});

    DataCounts counts = counter.counts();

    assertThat(
            counts
                .features[0][
                ColumnBins.place(
                    ColumnBins.around(0, 4).stream().mapToDouble(e -> e).toArray(), 0)])
        .isEqualTo(2);
    assertThat(counts.features[0][counts.features[0].length - 1]).isEqualTo(1);
    assertThat(counts.features[1]).containsExactly(0, 2, 1, 0);
    long[] predictions = counts.predictions[0];
    assertThat(predictions[1]).isEqualTo(1);
    assertThat(predictions[predictions.length - 1]).isEqualTo(1);
    assertThat(counts.labels[0]).containsOnly(0);
  }

  @Test
  void manyKnotsAreThinned() {
    List<Double> knots = IntStream.range(0, 65).mapToObj(i -> (double) i).toList();

    ColumnBins bins =
        ColumnBins.of(new Feature("x", FeatureKind.NUMBER, 0, List.of(new Encoding.Hat(knots))));

    assertThat(bins.edges()).hasSize(20).startsWith(0.0, 3.0).endsWith(64.0);
  }
}
