package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.RappelProcess.Result;
import io.rappel.jobs.output.SmallDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that meet other runs, full disks and secrets, as processes of their own. */
class RunsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Path work;

  @BeforeEach
  void makeFolder() throws IOException {
    work = Files.createDirectory(directory.resolve("work"));
  }

  private Result run(String arguments) throws IOException, InterruptedException {
    return new RappelProcess(directory).run(arguments.split(" "));
  }

  private CompletableFuture<Result> start(String arguments) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return run(arguments);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void predictionsThatDoNotFitOnADiskAreToldInOneLine() throws Exception {
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 20_000; i++) {
      rows.append(i % 7).append(',').append(i % 11).append(',').append(i % 2).append('\n');
    }
    Files.writeString(directory.resolve("rows.csv"), rows);
    assertThat(run("train --data rows.csv --label y --epochs 1 --out model").exitCode()).isZero();
    Path disk = work.resolve("disk");
    try (SmallDisk small = SmallDisk.mount(disk, 400)) {
      assertThat(small).isNotNull();
      Result full = run("predict --model model --data rows.csv --out work/disk/p.csv");
      assertThat(full.exitCode()).isEqualTo(1);
      assertThat(full.err())
          .isEqualTo(
              "rappel: error: a disk is full (No space left on device): %s (--out work/disk/p.csv); make room, or name another folder%n"
                  .formatted(disk.toRealPath()));
      assertThat(names(disk)).isEmpty();
    }
  }

  @Test
  void headersThatDifferAreToldInOneLine() throws Exception {
    Files.createDirectories(directory.resolve("parts"));
    Files.writeString(directory.resolve("parts/1.csv"), "a,b,y\n1,2,0\n3,4,1\n");
    assertThat(run("train --data parts/1.csv --label y --epochs 1 --out model").exitCode())
        .isZero();
    Files.writeString(directory.resolve("parts/2.csv"), "a,c,y\n1,2,0\n3,4,1\n");
    for (String out : List.of("p.csv", "p.parquet", "p")) {
      Result predict = run("predict --model model --data parts --out " + out);
      assertThat(predict.exitCode()).isEqualTo(3);
      assertThat(predict.err())
          .startsWith("rappel: error: the header of ")
          .endsWith("column 2 is 'c' where 'b' is expected" + System.lineSeparator())
          .hasLineCount(1);
    }
  }

  @Test
  void ofRunsIntoOnePlaceAtOnceOneIsDoneAndItsModelStays() throws Exception {
    List<CompletableFuture<Result>> runs =
        IntStream.range(1, 4)
            .mapToObj(
                seed -> start("train --demo xor --epochs 400 --out work/model --seed " + seed))
            .toList();
    int done = 0;
    for (CompletableFuture<Result> run : runs) {
      Result result = run.get();
      assertThat(result.exitCode()).as(result.err()).isIn(0, 2, 6);
      if (result.exitCode() == 0) {
        done++;
      } else if (result.exitCode() == 6) {
        assertThat(result.err()).contains("--out work/model is being written by another run (run ");
      } else {
        assertThat(result.err()).contains("--out work/model is not empty");
      }
    }
    assertThat(done).isEqualTo(1);
    assertThat(names(work)).containsExactly("model");
    JsonNode status = JSON.readTree(work.resolve("model/status.json").toFile());
    assertThat(status.path("run").asText()).matches("[0-9a-f-]{36}");
  }

  @Test
  void aDiskThatIsFullWhenTheReportIsWrittenCostsTheReport() throws Exception {
    Path disk = directory.resolve("disk");
    try (SmallDisk small = SmallDisk.mount(disk, 40)) {
      assertThat(small).isNotNull();
      Result train = run("train --demo xor --hidden 2 --epochs 2 --out disk/model");

      assertThat(train.exitCode()).as(train.err()).isZero();
      assertThat(train.out())
          .contains("note  report.html could not be written and is left out: No space left");
      assertThat(names(disk.resolve("model")))
          .contains("metrics.json", "model.json", "status.json", "weights.safetensors")
          .doesNotContain("report.html");
      assertThat(run("inspect --model disk/model").exitCode()).isZero();
    }
  }

  @Test
  void aFullScratchDiskIsNamed() throws Exception {
    Path disk = directory.resolve("disk");
    try (SmallDisk small = SmallDisk.mount(disk, 4)) {
      assertThat(small).isNotNull();
      Result train = run("train --demo xor --out work/model --conf spark.local.dir=" + disk);

      assertThat(train.exitCode()).as(train.err()).isEqualTo(2);
      assertThat(train.err())
          .contains("spark.local.dir " + disk + " cannot be written", "--conf spark.local.dir=");
    }
  }

  @Test
  void nothingOfASecretIsRecordedOrShown() throws Exception {
    Result train =
        run(
            "train --demo xor --epochs 2 --out work/model --verbose"
                + " --conf spark.my.credential=S3cret --conf spark.executorEnv.LOGIN=S3cret"
                + " --conf spark.executor.extraJavaOptions=-Dp=S3cret"
                + " --conf spark.executor.memory=1g");
    assertThat(train.exitCode()).as(train.err()).isZero();
    Result missing =
        run(
            "train --data s3a://k:S3cret@bucket/x?sig=S3cret --label y --out work/failed --verbose");
    assertThat(missing.exitCode()).as(missing.err()).isEqualTo(2);
    assertThat(missing.err()).contains("spark-submit --packages org.apache.hadoop:hadoop-aws:3.");

    for (Result result : List.of(train, missing)) {
      assertThat(result.out() + result.err()).doesNotContain("S3cret");
    }
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("S3cret");
      }
    }
    assertThat(work.resolve("model/model.json"))
        .content()
        .contains("spark.my.credential", "\"spark.executor.memory\" : \"1g\"");
  }
}
