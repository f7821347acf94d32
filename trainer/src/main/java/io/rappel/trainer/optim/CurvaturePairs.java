package io.rappel.trainer.optim;

import io.rappel.trainer.math.Vectors64;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The memory of L-BFGS: the last few displacements s = x_{k+1} − x_k with the changes y = ∇f_{k+1}
 * − ∇f_k of the gradient, and the product of the inverse Hessian that they describe with a vector.
 */
final class CurvaturePairs {

  /** One pair; the arrays are not modified. */
  record Pair(double[] displacement, double[] gradientChange, double product) {

    static Pair of(double[] displacement, double[] gradientChange) {
      return new Pair(displacement, gradientChange, Vectors64.dot(displacement, gradientChange));
    }

    /**
     * Whether sᵀy > 0 is no matter of rounding. Measured by the angle between s and y, so that it
     * does not depend on units; the inverse Hessian stays positive definite just as long as this
     * holds (Nocedal and Wright, eq. 6.7).
     */
    boolean positive() {
      double size = Vectors64.norm(displacement) * Vectors64.norm(gradientChange);
      return product > SMALLEST_COSINE * size && Double.isFinite(1 / product);
    }
  }

  private static final double SMALLEST_COSINE = 1e-10;

  private final int capacity;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  CurvaturePairs(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Remembers a pair of positive curvature and forgets the oldest beyond the capacity; ignores
   * other pairs.
   */
  void add(Pair pair) {
    if (!pair.positive()) {
      return;
    }
    if (pairs.size() == capacity) {
      pairs.removeFirst();
    }
    pairs.addLast(pair);
  }

  void clear() {
    pairs.clear();
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** The pairs, oldest first. */
  List<Pair> toList() {
    return List.copyOf(pairs);
  }

  /**
   * −H g by the two-loop recursion (Nocedal and Wright 2006, algorithm 7.4), with H₀ = γ I, γ = sᵀy
   * / yᵀy of the newest pair (eq. 7.20), or H = I where there is no pair.
   *
   * @param gradient g, not modified
   */
  double[] descentDirection(double[] gradient) {
    double[] direction = gradient.clone();
    List<Double> coefficients = new ArrayList<>();
    for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext(); ) {
      Pair pair = newestFirst.next();
      double coefficient = Vectors64.dot(pair.displacement, direction) / pair.product;
      Vectors64.addScaled(direction, -coefficient, pair.gradientChange);
      coefficients.add(coefficient);
    }
    Vectors64.scale(direction, -initialScale());
    int index = pairs.size() - 1;
    for (Pair pair : pairs) {
      // The direction has its sign turned by now, and so has the coefficient.
      double correction = Vectors64.dot(pair.gradientChange, direction) / pair.product;
      Vectors64.addScaled(direction, -coefficients.get(index--) - correction, pair.displacement);
    }
    return direction;
  }

  private double initialScale() {
    if (pairs.isEmpty()) {
      return 1;
    }
    Pair newest = pairs.getLast();
    return newest.product / Vectors64.dot(newest.gradientChange, newest.gradientChange);
  }
}
