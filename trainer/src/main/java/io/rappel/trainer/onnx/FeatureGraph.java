package io.rappel.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.features.DatePart;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import io.rappel.trainer.features.Encoding.Thermometer;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The way from raw columns to the inputs of a network, as {@link
 * io.rappel.trainer.features.RowEncoder} goes it. Numbers of all columns go together, in float64,
 * whatever the precision of the network. The inputs come in groups by encoding; {@link #order} says
 * which is which.
 */
final class FeatureGraph {

  /** Numbers beyond this multiple of a limit are as near to it as float64 can tell. */
  private static final double FAR = 0x1p60;

  private static final DataType WIDE = DataType.DOUBLE;

  /** The place of a category among the columns of numbers, and of a level without an input. */
  private static final int NONE = -1;

  private final OnnxGraph graph;
  private final DataType type;
  private final double largest;
  private final List<Feature> numbers = new ArrayList<>();
  private final Map<String, Integer> columnOf = new HashMap<>();
  private final List<String> groups = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();
  private String raw;
  private String filled;

  /** An encoding of a column, and the first of the network's inputs that it becomes. */
  private record Placed<E extends Encoding>(int column, E encoding, int input) {}

  private FeatureGraph(OnnxGraph graph, Model model) {
    this.graph = graph;
    this.type = OnnxExport.type(model.precision());
    this.largest = model.precision().largestInput();
  }

  /**
   * Adds the way to a graph that has nothing yet.
   *
   * @param numberType of the inputs that are numbers
   */
  static FeatureGraph add(OnnxGraph graph, Model model, DataType numberType) {
    FeatureGraph features = new FeatureGraph(graph, model);
    features.add(model.encoder(), model.schema().cells(), numberType);
    return features;
  }

  /** The value with the network's inputs, [batch, inputs]. */
  String value() {
    return graph.concat(groups);
  }

  /** For each column of {@link #value}, which of the network's inputs it is. */
  int[] order() {
    return order.stream().mapToInt(i -> i).toArray();
  }

  private void add(FeatureEncoder encoder, CellRules cells, DataType numberType) {
    List<String> inputs =
        encoder.features().stream()
            .map(feature -> graph.input(feature.name(), type(feature, numberType), about(feature)))
            .toList();
    gatherNumbers(encoder.features(), inputs, numberType);
    List<Placed<Affine>> affine = new ArrayList<>();
    List<Placed<Missing>> missing = new ArrayList<>();
    List<Placed<Part>> parts = new ArrayList<>();
    List<Placed<Encoding>> splines = new ArrayList<>();
    int dense = 0;
    int next = encoder.denseInputs();
    for (int f = 0; f < inputs.size(); f++) {
      Feature feature = encoder.features().get(f);
      int column = columnOf.getOrDefault(feature.name(), NONE);
      for (Encoding encoding : feature.encodings()) {
        if (encoding instanceof Affine scaled) {
          affine.add(new Placed<>(column, scaled, dense++));
          continue;
        }
        if (encoding instanceof OneHot oneHot) {
          addLevels(inputs.get(f), oneHot, cells, next);
        } else if (encoding instanceof Missing indicator) {
          missing.add(new Placed<>(column, indicator, next));
        } else if (encoding instanceof Part part) {
          parts.add(new Placed<>(column, part, next));
        } else {
          splines.add(new Placed<>(column, encoding, next));
        }
        next += encoding.width();
      }
    }
    addScaled(affine.stream().filter(a -> a.encoding().limit() == 0).toList(), false);
    addScaled(affine.stream().filter(a -> a.encoding().limit() > 0).toList(), true);
    addSplines(splines);
    addMissing(missing);
    addParts(parts);
  }

  private static DataType type(Feature feature, DataType numberType) {
    return switch (feature.kind()) {
      case NUMBER, BOOLEAN -> numberType;
      case DATE -> WIDE;
      case CATEGORY -> DataType.STRING;
    };
  }

  private static String about(Feature feature) {
    return switch (feature.kind()) {
      case NUMBER -> "a number; NaN: missing";
      case BOOLEAN -> "1: true, 0: false, NaN: missing";
      case DATE -> "seconds since 1970-01-01T00:00:00 in UTC; NaN: missing";
      case CATEGORY -> "a text without blanks around it; empty: missing";
    };
  }

  /**
   * All columns of numbers side by side: as they come, dates in whole seconds, and with what stands
   * for missing ones.
   */
  private void gatherNumbers(List<Feature> features, List<String> inputs, DataType numberType) {
    List<String> plain = new ArrayList<>();
    List<String> dates = new ArrayList<>();
    for (boolean dated : new boolean[] {false, true}) {
      for (int f = 0; f < inputs.size(); f++) {
        FeatureKind kind = features.get(f).kind();
        if (kind != FeatureKind.CATEGORY && (kind == FeatureKind.DATE) == dated) {
          columnOf.put(features.get(f).name(), numbers.size());
          numbers.add(features.get(f));
          (dated ? dates : plain).add(inputs.get(f));
        }
      }
    }
    if (numbers.isEmpty()) {
      return;
    }
    if (numberType != WIDE && !plain.isEmpty()) {
      plain = List.of(graph.cast(graph.concat(plain), WIDE));
    }
    if (!dates.isEmpty()) {
      dates = List.of(graph.apply("Floor", graph.concat(dates)));
    }
    raw = graph.concat(Stream.concat(plain.stream(), dates.stream()).toList());
    String fill = graph.row(WIDE, numbers.stream().map(Feature::fill).toList());
    String finite =
        graph.apply(
            "Clip",
            raw,
            graph.scalar(WIDE, -Double.MAX_VALUE),
            graph.scalar(WIDE, Double.MAX_VALUE));
    filled = graph.apply("Where", graph.apply("IsNaN", raw), fill, finite);
  }

  private String columns(String of, List<? extends Placed<?>> placed) {
    return graph.columns(of, numbers.size(), placed.stream().map(Placed::column).toList());
  }

  private <E extends Encoding> void addGroup(String value, List<Placed<E>> placed) {
    groups.add(value);
    for (Placed<E> each : placed) {
      IntStream.range(0, each.encoding().width()).forEach(i -> order.add(each.input() + i));
    }
  }

  private String row(List<Placed<Affine>> placed, ToDoubleFunction<Affine> of) {
    return graph.row(WIDE, placed.stream().map(a -> of.applyAsDouble(a.encoding())).toList());
  }

  /** Shifts and scales; with limits t / √(1 + (t / limit)²), else within the arithmetic's range. */
  private void addScaled(List<Placed<Affine>> placed, boolean limited) {
    if (placed.isEmpty()) {
      return;
    }
    // What is ignored is not shifted, so that nothing overflows.
    String offset = row(placed, a -> a.factor() == 0 ? 0 : a.offset());
    String shifted = graph.apply("Sub", columns(filled, placed), offset);
    String scaled = graph.apply("Mul", shifted, row(placed, Affine::factor));
    String value;
    if (limited) {
      String near = graph.apply("Min", scaled, row(placed, a -> a.limit() * FAR));
      near = graph.apply("Max", near, row(placed, a -> a.limit() * -FAR));
      String share = graph.apply("Div", near, row(placed, Affine::limit));
      String square = graph.apply("Mul", share, share);
      String root = graph.apply("Sqrt", graph.apply("Add", square, graph.scalar(WIDE, 1)));
      value = graph.apply("Div", near, root);
    } else {
      value =
          graph.apply("Clip", scaled, graph.scalar(WIDE, -largest), graph.scalar(WIDE, largest));
    }
    addGroup(narrowed(value), placed);
  }

  private String narrowed(String wide) {
    return type == WIDE ? wide : graph.cast(wide, type);
  }

  /**
   * All hats and bins at once: each is how far a number has come through the stretch before it,
   * from 0 to 1, less how far through the one behind it. All is halved, as the distance of two
   * numbers may be beyond float64.
   */
  private void addSplines(List<Placed<Encoding>> placed) {
    if (placed.isEmpty()) {
      return;
    }
    List<Integer> column = new ArrayList<>();
    List<Double> rise = new ArrayList<>();
    List<Double> riseWidth = new ArrayList<>();
    List<Double> fall = new ArrayList<>();
    List<Double> fallWidth = new ArrayList<>();
    for (Placed<Encoding> each : placed) {
      boolean hat = each.encoding() instanceof Hat;
      double[] half =
          (hat ? ((Hat) each.encoding()).knots() : ((Thermometer) each.encoding()).knots())
              .stream().mapToDouble(knot -> knot / 2).toArray();
      int last = half.length - 1;
      for (int t = 0; t < each.encoding().width(); t++) {
        // A bin rises over its own stretch; a hat over that before its knot, and falls behind it.
        int from = hat ? t - 1 : t;
        boolean falls = hat && t < last;
        column.add(each.column());
        rise.add(from < 0 ? Double.NEGATIVE_INFINITY : half[from]);
        riseWidth.add(from < 0 ? 1 : half[from + 1] - half[from]);
        fall.add(falls ? half[t] : Double.POSITIVE_INFINITY);
        fallWidth.add(falls ? half[t + 1] - half[t] : 1);
      }
    }
    String half = graph.apply("Mul", filled, graph.scalar(WIDE, 0.5));
    String each = graph.columns(half, numbers.size(), column);
    String value = come(each, rise, riseWidth);
    if (placed.stream().anyMatch(p -> p.encoding() instanceof Hat)) {
      value = graph.apply("Sub", value, come(each, fall, fallWidth));
    }
    addGroup(narrowed(value), placed);
  }

  /** How far numbers have come through stretches, from 0 to 1. */
  private String come(String numbers, List<Double> from, List<Double> width) {
    String gone = graph.apply("Sub", numbers, graph.row(WIDE, from));
    String share = graph.apply("Div", gone, graph.row(WIDE, width));
    return graph.apply("Clip", share, graph.scalar(WIDE, 0), graph.scalar(WIDE, 1));
  }

  private void addMissing(List<Placed<Missing>> placed) {
    if (!placed.isEmpty()) {
      String nothing = graph.apply("IsNaN", columns(raw, placed));
      addGroup(graph.cast(nothing, type), placed);
    }
  }

  private void addParts(List<Placed<Part>> placed) {
    for (Placed<Part> each : placed) {
      String seconds = columns(raw, List.of(each));
      DatePart part = each.encoding().part();
      String value = new DateGraph(graph, seconds).part(part);
      // Missing dates are NaN, which equals nothing.
      List<Double> all = DoubleStream.iterate(0, v -> v + 1).limit(part.count()).boxed().toList();
      addGroup(graph.cast(graph.apply("Equal", value, graph.row(WIDE, all)), type), List.of(each));
    }
  }

  private void addLevels(String texts, OneHot oneHot, CellRules cells, int input) {
    if (oneHot.width() == 0) {
      return;
    }
    Map<String, Long> numbers =
        LevelTexts.numbers(
            oneHot.levels(), cells.missing(), oneHot.missing() ? oneHot.width() - 1 : NONE);
    String level = graph.encode(texts, numbers, oneHot.rest() ? oneHot.levels().size() : NONE);
    addGroup(
        graph.cast(graph.apply("Equal", level, graph.indices(oneHot.width())), type),
        List.of(new Placed<>(NONE, oneHot, input)));
  }
}
