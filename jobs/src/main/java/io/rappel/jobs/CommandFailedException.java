package io.rappel.jobs;

/** Tells a host that goes on after the command of its failure, in a sentence and no more. */
final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CommandFailedException(String problem) {
    super(problem, null, false, false);
  }
}
