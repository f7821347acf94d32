package io.rappel.jobs.registry.log;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/** Numbered files that are made once and never change. */
interface LogFolder {

  /** Numbers of the files that are there. */
  SortedSet<Long> numbers() throws IOException;

  /** What a file is called, for people. */
  String name(long number);

  /** A file's bytes, all that there are by now; empty: there is no such file. */
  Optional<byte[]> read(long number) throws IOException;

  /**
   * Makes a file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the number is taken
   * @throws IOException if it is not known whether it was made
   */
  void create(long number, byte[] bytes) throws IOException;
}
