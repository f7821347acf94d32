package io.rappel.trainer.objective;

/** A vector that is made where it is read; the float32 twin is generated at build. */
@FunctionalInterface
interface Entries64 {

  /** Puts the entries [from, to) into those of a vector of the same length. */
  void read(double[] target, int from, int to);
}
