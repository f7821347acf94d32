package io.rappel.jobs.output.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal that one of the output streams is connected to, if it is. Its width is asked for
 * again from time to time, as people resize their windows.
 */
public final class Terminal {

  private static final int OUTPUT = 1;
  private static final int ERROR = 2;

  /**
   * What says how wide the terminal of a stream is, to the other stream; nothing where it is no
   * terminal.
   */
  private static final String QUESTION =
      "test -t %1$d && { stty size <&%1$d >&%2$d 2>/dev/null || echo 0 0 >&%2$d; }";

  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,4})\\s*");
  private static final int USUAL_WIDTH = 80;
  private static final long ASK_NANOS = 1_000_000_000L;

  private final int stream;
  private volatile int width;
  private long asked;

  private Terminal(int stream, int width) {
    this.stream = stream;
    this.width = width;
    this.asked = System.nanoTime();
  }

  /** The terminal of the error stream; of width 0 where there is none that redraws lines. */
  public static Terminal ofErrorStream() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return new Terminal(ERROR, 0);
    }
    return of(ERROR);
  }

  /** The terminal of the output stream; of width 0 where there is none. */
  public static Terminal ofOutputStream() {
    return of(OUTPUT);
  }

  private static Terminal of(int stream) {
    try {
      return new Terminal(stream, answer(ask(stream), stream));
    } catch (IOException e) {
      // Without a shell nobody knows.
      return new Terminal(stream, 0);
    }
  }

  /** Whether a person watches. */
  public boolean isLive() {
    return width > 0;
  }

  /** Characters in a line, as of about a second ago. */
  public int width() {
    if (System.nanoTime() - asked >= ASK_NANOS) {
      asked = System.nanoTime();
      askAgain();
    }
    return width;
  }

  /** Nobody waits for the answer: the training goes on. */
  private void askAgain() {
    try {
      ask(stream)
          .onExit()
          .thenAccept(
              process -> {
                int found = answer(process, stream);
                width = found > 0 ? found : width;
              });
    } catch (IOException e) {
      // The width is what it was.
    }
  }

  private static Process ask(int stream) throws IOException {
    int other = OUTPUT + ERROR - stream;
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", QUESTION.formatted(stream, other));
    return stream == ERROR
        ? shell.redirectError(Redirect.INHERIT).start()
        : shell.redirectOutput(Redirect.INHERIT).start();
  }

  /** The width that a process tells; 0: there is no terminal. */
  private static int answer(Process process, int stream) {
    try (var out = stream == ERROR ? process.getInputStream() : process.getErrorStream()) {
      return width(new String(out.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int width(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      return 0;
    }
    int columns = Integer.parseInt(matcher.group(1));
    return columns > 0 ? columns : widthByEnvironment();
  }

  /** Of a terminal that does not know its own width, as of some serial lines and containers. */
  private static int widthByEnvironment() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : USUAL_WIDTH;
  }

  /** How the user calls this program. */
  public static String command() {
    return System.getProperty("rappel.command", "rappel");
  }
}
