package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.RappelProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not depend on the language, the digits and the letters of where a command runs. */
class LocalesIT {

  private static final String TRAIN =
      "train --data rows --label größe --blas ejml --hidden 4 --epochs 2 --out ";

  @TempDir private Path directory;

  /** As cron has it: without UTF-8 names of files were passed over. */
  @Test
  void namesWithLettersBeyondAscii() throws Exception {
    Path rows = Files.createDirectory(directory.resolve("rows"));
    Files.writeString(rows.resolve("a.csv"), "a,größe\n" + "1,2\n3,5\n".repeat(40));
    Files.writeString(rows.resolve("größe.csv"), "a,größe\n" + "2,7\n".repeat(30));

    Result ascii = new RappelProcess(directory).inLocale("C").run((TRAIN + "mödel").split(" "));
    Result here =
        new RappelProcess(directory).inLocale("C.UTF-8").run((TRAIN + "model").split(" "));

    assertThat(ascii.exitCode()).as(ascii.err()).isZero();
    assertThat(here.exitCode()).as(here.err()).isZero();
    assertThat(weights("mödel")).isEqualTo(weights("model"));
    assertThat(ascii.out()).contains("mödel");
  }

  /** Where digits are others, files of models had them. */
  @Test
  void digitsOfAnotherScript() throws Exception {
    String demo = "train --demo xor --blas ejml --hidden 4 --epochs 2 --out ";
    Result latin = new RappelProcess(directory).run((demo + "latin").split(" "));
    RappelProcess arabic =
        new RappelProcess(directory).with("-Duser.language=ar -Duser.country=EG");
    Result digits = arabic.run((demo + "digits").split(" "));
    Result inspected = arabic.run("inspect", "--model", "digits", "--check");

    assertThat(latin.exitCode()).as(latin.err()).isZero();
    assertThat(digits.exitCode()).as(digits.err()).isZero();
    assertThat(digits.out() + digits.err())
        .contains("all 2 epochs are done")
        .doesNotContainPattern("[٠-٩]");
    assertThat(weights("digits")).isEqualTo(weights("latin"));
    assertThat(inspected.exitCode()).as(inspected.err()).isZero();
  }

  @Test
  void whatCannotBePrintedIsNotDone() throws Exception {
    Result trained =
        new RappelProcess(directory)
            .run("train --demo xor --hidden 4 --epochs 2 --out model".split(" "));
    assertThat(trained.exitCode()).as(trained.err()).isZero();

    Result lost = shell("%s inspect --model model > /dev/full");
    Result enough = shell("set -o pipefail; %s inspect --model model | true");

    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(lost.err()).contains("rappel: error: the output is lost: No space left on device");
    assertThat(enough.exitCode()).as(enough.err()).isZero();
    assertThat(enough.err()).doesNotContain("lost");
  }

  private Result shell(String script) throws IOException, InterruptedException {
    Path launcher = Path.of("..", "rappel").toAbsolutePath().normalize();
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script.formatted(launcher)).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return RappelProcess.toEnd(builder);
  }

  private String weights(String model) throws IOException {
    return new ObjectMapper()
        .readTree(directory.resolve(model).resolve("metrics.json").toFile())
        .path("weights_sha256")
        .asText();
  }
}
