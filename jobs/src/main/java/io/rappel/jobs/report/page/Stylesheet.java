package io.rappel.jobs.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The look of the page. */
public final class Stylesheet {

  private static final String FILE = "report.css";

  /** Has no quotes, ampersands or angle brackets, which would have to be escaped in a page. */
  public static final String TEXT = read();

  private Stylesheet() {}

  private static String read() {
    try (InputStream file = Stylesheet.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
