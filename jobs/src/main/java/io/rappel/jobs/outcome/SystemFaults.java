package io.rappel.jobs.outcome;

import com.sun.management.UnixOperatingSystemMXBean;
import io.rappel.jobs.output.files.WrittenFolders;
import io.rappel.jobs.text.Amounts;
import java.lang.management.ManagementFactory;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults of the machine and of its settings, which the system and Spark report in words of their
 * own: what they mean, and what to do.
 */
final class SystemFaults {

  private static final Pattern FULL_DISK =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|not enough space on the disk"
              + "|quota of \\S+ is exceeded");

  private static final Pattern HEAP =
      Pattern.compile("(System|Executor) memory (\\d+) must be at least (\\d+)");

  /** An executor on another machine, in Spark's account of a failed task. */
  private static final Pattern EXECUTOR =
      Pattern.compile("\\(TID \\d+\\) \\((\\S+) executor \\d+\\)");

  private static final Pattern REFUSED =
      Pattern.compile("to (\\S+:\\d+) failed on connection exception");

  private static final Pattern NO_TEMPORARY =
      Pattern.compile("Failed to create a temp directory \\(under (.+)\\) after");

  private static final String SCRATCH = "spark.local.dir";

  private SystemFaults() {}

  /**
   * The fault among the causes of a failure, if it is one of the machine's.
   *
   * @param causes from the outermost
   */
  static Optional<Failure> find(List<Throwable> causes) {
    for (int i = causes.size() - 1; i >= 0; i--) {
      Throwable cause = causes.get(i);
      // What Rappel says may quote rows and names.
      if (!cause.getClass().getName().startsWith("io.rappel.")) {
        Optional<Failure> found = meaning(cause, String.valueOf(cause.getMessage()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Failure> meaning(Throwable cause, String message) {
    Matcher matcher = FULL_DISK.matcher(message);
    if (matcher.find()) {
      return failed(fullDisk(message, matcher.group()));
    }
    if (message.contains("Too many open files")) {
      return failed(tooManyFiles(message));
    }
    matcher = HEAP.matcher(message);
    if (matcher.find()) {
      return Optional.of(new Failure(Outcome.CONFIGURATION, smallHeap(matcher)));
    }
    matcher = NO_TEMPORARY.matcher(message);
    if (matcher.find()) {
      return Optional.of(
          new Failure(
              Outcome.CONFIGURATION,
              "no folder can be made in java.io.tmpdir %s; name another one with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER"
                  .formatted(matcher.group(1))));
    }
    if (cause instanceof UnknownHostException) {
      return failed("there is no host of the name " + message.replaceFirst(":.*", ""));
    }
    matcher = REFUSED.matcher(message);
    if (matcher.find()) {
      return failed(
          "nothing answers at %s: the connection was refused".formatted(matcher.group(1)));
    }
    if (cause instanceof AccessDeniedException denied) {
      return failed("there is no permission for " + denied.getFile());
    }
    return cause instanceof ReadOnlyFileSystemException || message.contains("Read-only file system")
        ? failed(message + ": the file system can only be read")
        : Optional.empty();
  }

  private static Optional<Failure> failed(String sentence) {
    return Optional.of(new Failure(Outcome.FAILED, sentence));
  }

  private static String fullDisk(String message, String system) {
    Matcher executor = EXECUTOR.matcher(message);
    String where =
        executor.find()
            ? "on %s, in %s".formatted(executor.group(1), SCRATCH)
            : WrittenFolders.full();
    String setting = where.contains(SCRATCH) ? " (--conf %s=FOLDER)".formatted(SCRATCH) : "";
    return "a disk is full (%s): %s; make room, or name another folder%s"
        .formatted(system, where, setting);
  }

  private static String tooManyFiles(String message) {
    Matcher executor = EXECUTOR.matcher(message);
    String limit =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? " (%s here)".formatted(Amounts.count(system.getMaxFileDescriptorCount()))
            : "";
    return "too many open files%s: raise the system's limit for a process%s, with ulimit -n, or give fewer, larger files"
        .formatted(executor.find() ? " on " + executor.group(1) : "", limit);
  }

  private static String smallHeap(Matcher memory) {
    long least = Long.parseLong(memory.group(3));
    String enough = (least * 2 >> 30) + 1 + "g";
    return memory.group(1).toLowerCase(Locale.ROOT).equals("system")
        ? "a heap of %s is too small for Spark, which needs %s at least; set RAPPEL_MEMORY=%s, or --driver-memory %s with spark-submit"
            .formatted(
                Amounts.bytes(Long.parseLong(memory.group(2))),
                Amounts.bytes(least),
                enough,
                enough)
        : "executors of %s are too small for Spark, which needs %s at least; set --conf spark.executor.memory=%s"
            .formatted(
                Amounts.bytes(Long.parseLong(memory.group(2))), Amounts.bytes(least), enough);
  }
}
