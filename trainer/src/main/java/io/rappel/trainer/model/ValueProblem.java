package io.rappel.trainer.model;

/**
 * What is wrong with a value in JSON: the rest of a sentence that begins with the value's place.
 */
final class ValueProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ValueProblem(String restOfSentence) {
    super(restOfSentence);
  }
}
