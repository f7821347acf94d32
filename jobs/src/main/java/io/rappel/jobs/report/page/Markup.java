package io.rappel.jobs.report.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Text of elements that is well-formed by construction, as HTML and as XML: what is opened is
 * closed, and all text and attributes are escaped.
 */
public final class Markup {

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  public Markup open(String tag, String... attributes) {
    start(tag, attributes);
    text.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  public Markup close() {
    text.append("</").append(open.pop()).append(">");
    return this;
  }

  /** Begins a line, so that the page's source can be read. */
  public Markup line() {
    text.append('\n');
    return this;
  }

  /** An element with text in it. */
  public Markup leaf(String tag, String content, String... attributes) {
    return open(tag, attributes).text(content).close();
  }

  /** An element that never has content, such as those of SVG. */
  public Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    text.append("/>");
    return this;
  }

  /** Text of any origin. */
  public Markup text(String content) {
    text.append(escaped(content));
    return this;
  }

  private void start(String tag, String... attributes) {
    text.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(escaped(attributes[i + 1]))
          .append('"');
    }
  }

  /** Text in which nothing is markup, and nothing is a character that XML does not have. */
  public static String escaped(String raw) {
    StringBuilder safe = new StringBuilder(raw.length());
    raw.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  private static boolean isCharacter(int c) {
    boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0x7F && c < 0xA0;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    return !control && !surrogate && c != 0xFFFE && c != 0xFFFF;
  }

  /** All of it. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("these elements are still open: " + open);
    }
    return text.toString();
  }
}
