package io.rappel.jobs.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.output.files.WrittenFolders;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.model.file.ModelFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SystemFaultsTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void writeSomewhere() {
    WrittenFolders.add(folder, "spark.local.dir");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            new SparkException("Job aborted", new IOException("No space left on device")),
            Outcome.FAILED,
            "a disk is full \\(No space left on device\\): .*junit.* \\(spark.local.dir\\).*"),
        fault(
            new Error("write failed", new IOException("No space left on device")),
            Outcome.FAILED,
            "a disk is full .*"),
        fault(
            new ModelFormatException(
                "weights cannot be written",
                new FileSystemException("/w", null, "Disk quota exceeded")),
            Outcome.FAILED,
            "a disk is full \\(Disk quota exceeded\\).*"),
        fault(
            new SparkException(
                "Job aborted due to stage failure: Lost task 1.0 in stage 2.0 (TID 7) (worker-3 executor 2): java.io.IOException: No space left on device\n\tat x",
                null),
            Outcome.FAILED,
            "a disk is full .*: on worker-3, in spark.local.dir; .*"),
        fault(
            new FileNotFoundException("/rows/part-1.csv (Too many open files)"),
            Outcome.FAILED,
            "too many open files: raise the system's limit for a process \\([\\d,]+ here\\).*"),
        fault(
            new IllegalArgumentException(
                "[INVALID_DRIVER_MEMORY] System memory 104857600 must be at least 471859200. Please increase heap size"),
            Outcome.CONFIGURATION,
            "a heap of 100 MiB is too small for Spark, which needs 450 MiB at least; set RAPPEL_MEMORY=1g, .*"),
        fault(
            new IllegalArgumentException(
                "[INVALID_EXECUTOR_MEMORY] Executor memory 104857600 must be at least 471859200."),
            Outcome.CONFIGURATION,
            "executors of 100 MiB .* set --conf spark.executor.memory=1g"),
        fault(
            new IOException("failed", new UnknownHostException("namenode: Name or service")),
            Outcome.FAILED,
            "there is no host of the name namenode"),
        fault(
            new IOException(
                "Call From a/127.0.0.1 to nn:8020 failed on connection exception: java.net.ConnectException: Connection refused; For more details see:  http://wiki"),
            Outcome.FAILED,
            "nothing answers at nn:8020: the connection was refused"),
        fault(
            new UncheckedIOException(
                new IOException(
                    "Failed to create a temp directory (under /none) after 10 attempts!")),
            Outcome.CONFIGURATION,
            "no folder can be made in java.io.tmpdir /none; name another one with .*"),
        fault(
            new AccessDeniedException("/models/m"),
            Outcome.FAILED,
            "there is no permission for /models/m"));
  }

  private static Arguments fault(Throwable thrown, Outcome outcome, String message) {
    return Arguments.of(thrown, outcome, message);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultOfTheMachineSaysWhatToDo(Throwable thrown, Outcome outcome, String message) {
    Failure failure = Failure.of(thrown);
    assertThat(failure.message()).matches(message);
    assertThat(failure.outcome()).isEqualTo(outcome);
  }

  @Test
  void whatRowsSayIsNoFault() {
    Failure failure = Failure.of(new DataException("'No space left on device' is no number"));
    assertThat(failure.outcome()).isEqualTo(Outcome.DATA);
  }
}
