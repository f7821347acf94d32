package rappel.ml.param;

import io.rappel.jobs.config.EstimatorOptions;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.network.Initializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** Parameters as options of {@code train}, whose defaults, checks and meaning they have. */
public final class Settings {

  private static final String HIDDEN = "--hidden";
  private static final String OPTIMIZER = "--optimizer";
  private static final String LEARNING_RATE = "--learning-rate";
  private static final String MLLIBS_LBFGS = "l-bfgs";
  private static final String LBFGS = "lbfgs";

  private final EstimatorOptions options;
  private final TrainingConfig config;

  private Settings(EstimatorOptions options, TrainingConfig config) {
    this.options = options;
    this.config = config;
  }

  /**
   * The settings of a stage.
   *
   * @throws ConfigurationException if a value is none of its parameter, or two do not go together
   */
  public static Settings of(RappelParams stage) {
    EstimatorOptions options = EstimatorOptions.parse(arguments(stage));
    TrainingConfig.Builder builder = options.config().toBuilder();
    if (stage.isDefined(stage.validationIndicatorCol())) {
      builder.validationFraction(0);
    }
    if (stage.isDefined(stage.initialWeights())) {
      builder.initializer(Initializer.given(stage.getInitialWeights().toArray()));
    }
    return new Settings(options, builder.build());
  }

  public TrainingConfig config() {
    return config;
  }

  /** Partitions of the packed rows; 0: as many as Spark has cores. */
  public int partitions() {
    return options.partitions();
  }

  /** What a model is told of how it was made. */
  public Map<String, Object> configuration() {
    return options.configuration();
  }

  private static List<String> arguments(RappelParams stage) {
    List<String> arguments = new ArrayList<>();
    stage
        .paramSet()
        .options()
        .forEach(
            (option, param) -> {
              Object value = value(option, param, stage);
              if (value != null) {
                arguments.add(option + "=" + text(value));
              }
            });
    if (!stage.getBias()) {
      arguments.add("--no-bias");
    }
    return arguments;
  }

  /** What was set for an option, under the one or the other name; null: nothing. */
  private static Object value(String option, Param<?> param, RappelParams stage) {
    Object own = set(param, stage);
    Object mllibs =
        switch (option) {
          case HIDDEN -> hidden(stage);
          case OPTIMIZER -> solver(stage);
          case LEARNING_RATE -> set(stage.stepSize(), stage);
          default -> null;
        };
    if (own != null && mllibs != null && !Objects.deepEquals(own, mllibs)) {
      throw new ConfigurationException(
          "%s is %s, and %s is %s: set one of them"
              .formatted(param.name(), text(own), mllibs(option, stage).name(), text(mllibs)));
    }
    return mllibs == null ? own : mllibs;
  }

  /** MLlib's parameter for an option. */
  private static Param<?> mllibs(String option, RappelParams stage) {
    return switch (option) {
      case HIDDEN -> stage.layers();
      case OPTIMIZER -> stage.solver();
      default -> stage.stepSize();
    };
  }

  /** Options, without dashes, that were set under MLlib's names, and these names. */
  static Map<String, String> mllibsNames(RappelParams stage) {
    Map<String, String> names = new HashMap<>();
    for (String option : List.of(HIDDEN, OPTIMIZER, LEARNING_RATE)) {
      Param<?> param = mllibs(option, stage);
      if (stage.isSet(param)) {
        names.put(option.substring(2), param.name());
      }
    }
    return names;
  }

  private static Object set(Param<?> param, RappelParams stage) {
    return stage.isSet(param) ? stage.getOrDefault(param) : null;
  }

  private static int[] hidden(RappelParams stage) {
    if (!stage.isDefined(stage.layers())) {
      return null;
    }
    int[] layers = stage.getLayers();
    if (layers.length < 2 || IntStream.of(layers).anyMatch(units -> units < 1)) {
      throw new ConfigurationException(
          "layers are at least inputs and outputs, each at least 1, not %s"
              .formatted(Arrays.toString(layers)));
    }
    return Arrays.copyOfRange(layers, 1, layers.length - 1);
  }

  private static String solver(RappelParams stage) {
    Object solver = set(stage.solver(), stage);
    return solver == null || !solver.equals(MLLIBS_LBFGS) ? (String) solver : LBFGS;
  }

  private static String text(Object value) {
    if (value instanceof int[] units) {
      return units.length == 0
          ? "none"
          : IntStream.of(units).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
    return value.toString();
  }

  /** Gives parameters the defaults that {@code train} has. */
  public static void setDefaults(RappelParams stage) {
    TrainingDefaults defaults = new TrainingDefaults();
    stage.setDefault(stage.bias(), true);
    stage
        .paramSet()
        .options()
        .forEach((option, param) -> setDefault(stage, param, defaults.of(option)));
  }

  private static void setDefault(RappelParams stage, Param<?> param, String text) {
    boolean chosen = text == null || text.equals("auto");
    if (param instanceof IntParam number) {
      if (!chosen) {
        stage.setDefault(number, Integer.valueOf(text));
      }
    } else if (param instanceof LongParam number) {
      if (!chosen) {
        stage.setDefault(number, Long.valueOf(text));
      }
    } else if (param instanceof DoubleParam number) {
      if (!chosen) {
        stage.setDefault(number, Double.valueOf(text));
      }
    } else if (!(param instanceof IntArrayParam
        || param instanceof BooleanParam
        || param instanceof StringArrayParam)) {
      @SuppressWarnings("unchecked")
      Param<String> word = (Param<String>) param;
      stage.setDefault(word, text == null ? "auto" : text);
    }
  }
}
