package io.rappel.trainer.network;

import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * How parameters begin. A draw depends on the seed and on the place in the flat vector alone.
 * Biases begin at 0, but where the initializer is {@link Kind#AUTO} those of hidden layers are
 * uniform in ±3 / √inputs, or ±1 if that is less, so that the bends of units like relu lie among
 * the rows instead of all at their mean.
 */
public final class Initializer {

  /** The families of initializers. */
  public enum Kind {
    /**
     * FAN_IN in all layers where the hidden ones are relu or like it: about the identity far above
     * 0 and nearly flat far below (relu, leaky-relu, elu, gelu, silu, softplus). Larger weights
     * learn rows by heart: they move little, and what they begin with stays. Beyond three hidden
     * layers, which would make a signal fade, HE. XAVIER in all other layers.
     */
    AUTO,
    /** Uniform in ±1 / √inputs, as PyTorch's layers begin. */
    FAN_IN,
    /** Glorot and Bengio 2010: uniform in ±√(6 / (inputs + outputs)). */
    XAVIER,
    /** He et al. 2015: normal with standard deviation √(2 / inputs). */
    HE,
    /** LeCun et al. 1998, "Efficient BackProp": normal with standard deviation √(1 / inputs). */
    LECUN,
    /** Normal with a given standard deviation. */
    NORMAL,
    /** Uniform in ±R with a given R. */
    UNIFORM,
    /** All 0. */
    ZEROS,
    /** Parameters that are there already. */
    GIVEN;

    private boolean hasParameter() {
      return this == NORMAL || this == UNIFORM;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final Set<Activation> LIKE_RELU =
      Set.of(
          Activation.RELU,
          Activation.LEAKY_RELU,
          Activation.ELU,
          Activation.GELU,
          Activation.SILU,
          Activation.SOFTPLUS);

  private static final Set<Kind> UNIFORM_KINDS = Set.of(Kind.XAVIER, Kind.FAN_IN, Kind.UNIFORM);
  private static final int MOST_LAYERS_OF_FAN_IN = 3;
  private static final double BIAS_RANGE = 3;
  private static final double QUIET_SHARE = 0.3;

  private final Kind kind;
  private final double parameter;
  private final double[] given;

  private Initializer(Kind kind, double parameter, double[] given) {
    this.kind = kind;
    this.parameter = parameter;
    this.given = given;
  }

  /** An initializer without a parameter: any kind but NORMAL, UNIFORM and GIVEN. */
  public static Initializer of(Kind kind) {
    return new Initializer(kind, 0, null);
  }

  /**
   * The parameters themselves, biases among them, in the order of {@link ParameterLayout}.
   *
   * @throws IllegalArgumentException if one is not finite
   */
  public static Initializer given(double[] parameters) {
    if (!Arrays.stream(parameters).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("parameters are finite numbers");
    }
    return new Initializer(Kind.GIVEN, 0, parameters.clone());
  }

  /** Normal draws. */
  public static Initializer normal(double standardDeviation) {
    return new Initializer(Kind.NORMAL, checked("a standard deviation", standardDeviation), null);
  }

  /** Uniform draws in ±range. */
  public static Initializer uniform(double range) {
    return new Initializer(Kind.UNIFORM, checked("a range", range), null);
  }

  private static double checked(String what, double number) {
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(what + " is a finite number from 0 on, not " + number);
    }
    return number;
  }

  /**
   * Reads {@code auto}, {@code fan-in}, {@code xavier}, {@code he}, {@code lecun}, {@code
   * normal:SD}, {@code uniform:R} or {@code zeros}.
   */
  public static Initializer parse(String text) {
    if (text.startsWith("normal:")) {
      return normal(number(text, "normal:SD"));
    }
    if (text.startsWith("uniform:")) {
      return uniform(number(text, "uniform:R"));
    }
    for (Kind kind : Kind.values()) {
      if (!kind.hasParameter() && kind != Kind.GIVEN && kind.toString().equals(text)) {
        return of(kind);
      }
    }
    throw new IllegalArgumentException(
        "an initializer is auto, fan-in, xavier, he, lecun, normal:SD, uniform:R or zeros, not '%s'"
            .formatted(text));
  }

  private static double number(String text, String form) {
    try {
      return Double.parseDouble(text.substring(text.indexOf(':') + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s needs a number, not '%s'".formatted(form, text), e);
    }
  }

  /** New parameters of a network whose inputs are all alike, length: size of its layout. */
  public double[] initialize(Network network, long seed) {
    return initialize(network, new BitSet(), seed);
  }

  /**
   * New parameters of a network, length: size of its layout.
   *
   * @param quiet inputs whose weights begin at 0 where the initializer is {@link Kind#AUTO}, as
   *     those of bins and of many levels, which add what the rows ask for; they count as {@value
   *     QUIET_SHARE} of an input each
   * @throws IllegalArgumentException if there are given ones of another number
   */
  public double[] initialize(Network network, BitSet quiet, long seed) {
    if (kind == Kind.GIVEN) {
      if (given.length != network.layout().size()) {
        throw new IllegalArgumentException(
            "there are %d initial weights, and the network has %d"
                .formatted(given.length, network.layout().size()));
      }
      return given.clone();
    }
    double[] parameters = new double[network.layout().size()];
    Random random = new Random(seed);
    boolean auto = kind == Kind.AUTO;
    int layer = 0;
    double inputs = 0;
    for (Tensor tensor : network.layout().tensors()) {
      if (tensor.weight()) {
        BitSet zeros = auto && layer == 0 ? quiet : new BitSet();
        inputs = Math.max(1, tensor.rows() - (1 - QUIET_SHARE) * zeros.cardinality());
        fill(parameters, tensor, inputs, kind(network, layer++), random);
        zeros.stream()
            .map(input -> tensor.offset() + input * tensor.columns())
            .forEach(row -> Arrays.fill(parameters, row, row + tensor.columns(), 0));
      } else if (auto && layer < network.layers().size()) {
        double range = Math.min(1, BIAS_RANGE / Math.sqrt(inputs));
        for (int i = tensor.offset(); i < tensor.end(); i++) {
          parameters[i] = range * (2 * random.nextDouble() - 1);
        }
      }
    }
    return parameters;
  }

  private Kind kind(Network network, int layer) {
    if (kind != Kind.AUTO) {
      return kind;
    }
    List<Layer> layers = network.layers();
    int hidden = layers.size() - 1;
    boolean fanIn =
        hidden > 0
            && hidden <= MOST_LAYERS_OF_FAN_IN
            && LIKE_RELU.contains(layers.get(0).activation());
    return fanIn
        ? Kind.FAN_IN
        : LIKE_RELU.contains(layers.get(layer).activation()) ? Kind.HE : Kind.XAVIER;
  }

  private void fill(
      double[] parameters, Tensor tensor, double inputs, Kind effective, Random random) {
    double scale =
        switch (effective) {
          case XAVIER -> Math.sqrt(6.0 / (inputs + tensor.columns()));
          case HE -> Math.sqrt(2.0 / inputs);
          case LECUN, FAN_IN -> Math.sqrt(1.0 / inputs);
          case NORMAL, UNIFORM -> parameter;
          case ZEROS, AUTO, GIVEN -> 0;
        };
    boolean uniform = UNIFORM_KINDS.contains(effective);
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      double draw = uniform ? 2 * random.nextDouble() - 1 : random.nextGaussian();
      parameters[i] = scale * draw + 0.0; // −0 + 0 is 0
    }
  }

  @Override
  public String toString() {
    return kind.hasParameter() ? kind + ":" + parameter : kind.toString();
  }
}
