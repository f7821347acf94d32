package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command that goes on, and what is done to it. */
final class CommandProcess implements AutoCloseable {

  /** Processes that a shell has started in the background ignore SIGINT, and so do theirs. */
  static final String INTERRUPT = ignoresInterrupts() ? "TERM" : "INT";

  private final Process process;
  private final BufferedReader output;

  private CommandProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Begins one, of classes as they are compiled. */
  static CommandProcess begin(Path directory, String... arguments) throws IOException {
    return new CommandProcess(
        JavaProcess.ofTests(directory).begin(Rappel.class.getName(), arguments));
  }

  private static boolean ignoresInterrupts() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line that has the pattern. */
  String awaitLine(String pattern) throws IOException {
    StringBuilder before = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (Pattern.compile(pattern).matcher(line).find()) {
        return line;
      }
      before.append(line).append('\n');
    }
    throw new AssertionError("the process has ended: " + before);
  }

  /** Waits until something is so that changes as files are made in a folder. */
  void await(Path folder, BooleanSupplier condition) throws IOException, InterruptedException {
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!condition.getAsBoolean() && process.isAlive()) {
        WatchKey key = watch.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
    assertThat(process.isAlive()).as("goes on").isTrue();
  }

  /** Sends a signal. */
  void signal(String name) throws IOException, InterruptedException {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  /** Kills it, once a time has passed. */
  void killAfter(int milliseconds) throws InterruptedException {
    process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  /** Waits for its end, with an exit code; gives the rest of what it says. */
  String endsWith(int exitCode) throws InterruptedException {
    String rest = String.join("\n", output.lines().toList());
    assertThat(process.waitFor()).as(rest).isEqualTo(exitCode);
    return rest;
  }

  /** Waits for its end; gives the exit code. */
  int exitCode() throws InterruptedException {
    output.lines().forEach(line -> {});
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
