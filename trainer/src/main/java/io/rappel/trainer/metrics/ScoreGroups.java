package io.rappel.trainer.metrics;

/** Takes the rows of two kinds by their scores, in ascending order. */
@FunctionalInterface
interface ScoreGroups {

  /** Takes the weights of the rows that share the next higher score. */
  void add(double score, double positive, double negative);
}
