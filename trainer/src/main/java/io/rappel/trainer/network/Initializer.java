package io.rappel.trainer.network;

import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.Locale;
import java.util.Random;

/**
 * How weights begin; biases begin at 0. A draw depends on the seed and on the place in the flat
 * vector alone.
 */
public final class Initializer {

  /** The families of initializers. */
  public enum Kind {
    /** He's for relu, Xavier's otherwise. */
    AUTO,
    /** Glorot and Bengio 2010: uniform in ±√(6 / (inputs + outputs)). */
    XAVIER,
    /** He et al. 2015: normal with standard deviation √(2 / inputs). */
    HE,
    /** Normal with a given standard deviation. */
    NORMAL,
    /** All 0. */
    ZEROS
  }

  private final Kind kind;
  private final double parameter;

  private Initializer(Kind kind, double parameter) {
    this.kind = kind;
    this.parameter = parameter;
  }

  /** An initializer without a parameter: any kind but NORMAL. */
  public static Initializer of(Kind kind) {
    return new Initializer(kind, 0);
  }

  /** Normal draws. */
  public static Initializer normal(double standardDeviation) {
    if (!(standardDeviation >= 0) || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "a standard deviation is a finite number from 0 on, not " + standardDeviation);
    }
    return new Initializer(Kind.NORMAL, standardDeviation);
  }

  /** Reads {@code auto}, {@code xavier}, {@code he}, {@code normal:SD} or {@code zeros}. */
  public static Initializer parse(String text) {
    if (text.startsWith("normal:")) {
      try {
        return normal(Double.parseDouble(text.substring("normal:".length())));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("normal:SD needs a number, not '" + text + "'", e);
      }
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.NORMAL && kind.name().toLowerCase(Locale.ROOT).equals(text)) {
        return of(kind);
      }
    }
    throw new IllegalArgumentException(
        "an initializer is auto, xavier, he, normal:SD or zeros, not '" + text + "'");
  }

  /** New parameters of a network, length: size of its layout. */
  public double[] initialize(Network network, long seed) {
    double[] parameters = new double[network.layout().size()];
    Random random = new Random(seed);
    int layer = 0;
    for (Tensor tensor : network.layout().tensors()) {
      if (tensor.weight()) {
        fill(parameters, tensor, network.layers().get(layer++).activation(), random);
      }
    }
    return parameters;
  }

  private void fill(double[] parameters, Tensor tensor, Activation activation, Random random) {
    Kind effective =
        kind != Kind.AUTO ? kind : activation == Activation.RELU ? Kind.HE : Kind.XAVIER;
    double scale =
        switch (effective) {
          case XAVIER -> Math.sqrt(6.0 / ((double) tensor.rows() + tensor.columns()));
          case HE -> Math.sqrt(2.0 / tensor.rows());
          case NORMAL -> parameter;
          case ZEROS, AUTO -> 0;
        };
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      parameters[i] =
          scale * (effective == Kind.XAVIER ? 2 * random.nextDouble() - 1 : random.nextGaussian());
    }
  }

  @Override
  public String toString() {
    return kind == Kind.NORMAL ? "normal:" + parameter : kind.name().toLowerCase(Locale.ROOT);
  }
}
