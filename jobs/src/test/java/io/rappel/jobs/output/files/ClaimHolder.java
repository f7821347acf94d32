package io.rappel.jobs.output.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A process that claims a place. */
final class ClaimHolder {

  private ClaimHolder() {}

  /** Starts the process; what it says can be read, and it ends when its input does. */
  static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ClaimHolder.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** {@code hold PLACE}, or {@code count PLACE TIMES FILE}. */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("hold")) {
      try (ClaimedPlace place =
          ClaimedPlace.take("--out", arguments[1], new Configuration(false))) {
        Files.createDirectory(Path.of(place.staging().toUri().getPath()));
        System.out.println("claimed");
        System.in.read();
      }
    } else {
      count(Path.of(arguments[1]), Integer.parseInt(arguments[2]), Path.of(arguments[3]));
    }
  }

  /** Adds to a number in a file, which only the holder of the claim does. */
  private static void count(Path lock, int times, Path file) throws IOException {
    int done = 0;
    while (done < times) {
      try (LockedFile claim =
          LockedFile.take(lock, "the count", ClaimOwner.ofThisProcess("count"))) {
        claim.confirm();
        long number = Long.parseLong(Files.readString(file));
        Files.writeString(file, Long.toString(number + 1));
        done++;
      } catch (LockedException e) {
        Thread.onSpinWait();
      }
    }
  }
}
