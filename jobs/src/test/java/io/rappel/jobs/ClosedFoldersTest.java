package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.rappel.jobs.rows.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in folders of others is neither missing nor unfinished. */
class ClosedFoldersTest {

  @TempDir private Path parent;

  private Path closed;

  @BeforeEach
  void close() throws IOException {
    closed = parent.resolve("closed");
    Models.save(closed);
    permit("---------");
    assumeFalse(Files.isExecutable(closed), "skipped: this user may look into all folders");
  }

  @AfterEach
  void open() throws IOException {
    permit("rwx------");
  }

  private void permit(String permissions) throws IOException {
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(permissions));
  }

  private static void fails(String message, String... arguments) {
    StringWriter err = new StringWriter();
    PrintWriter writer = new PrintWriter(err, true);
    assertThat(new RappelCommand(writer, writer).execute(arguments)).isEqualTo(3);
    assertThat(err.toString()).isEqualTo("rappel: error: %s%n".formatted(message));
  }

  @Test
  void modelsThatCannotBeReadAreToldSo() {
    fails(
        closed + "/status.json: cannot be read: there is no permission",
        "inspect",
        "--model",
        closed.toString());
    fails(
        "--model " + closed + "/model cannot be read: there is no permission",
        "inspect",
        "--model",
        closed + "/model");
  }

  @Test
  void soAreRegistries() {
    fails(
        "--registry " + closed + " cannot be read: there is no permission",
        "versions",
        "--registry",
        closed.toString());
  }
}
