package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The examples for schedulers are what these take. */
class SchedulesTest {

  private static final Path EXAMPLES = Path.of("src", "schedules").toAbsolutePath();
  private static final String TIME = "15 4 * * *";

  @TempDir private Path folder;

  /** What a process has left. */
  private record Result(int code, String text) {}

  private Result retrain(int codeOfRappel, String... arguments) throws Exception {
    Path stub = folder.resolve("rappel");
    Files.writeString(stub, "#!/bin/sh\necho \"called with $*\"\nexit " + codeOfRappel + "\n");
    assertThat(stub.toFile().setExecutable(true)).isTrue();
    List<String> command =
        new ArrayList<>(List.of("sh", EXAMPLES.resolve("cron/retrain.sh").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
    builder.environment().put("RAPPEL", stub.toString());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), text);
  }

  private String[] arguments() {
    return new String[] {
      "models/flights", "flights.yaml", folder.resolve("logs").toString(), "2026-11-02"
    };
  }

  private String log() throws IOException {
    try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
      Path only = logs.toList().get(0);
      assertThat(only.getFileName().toString()).startsWith("flights-2026-11-02-");
      return Files.readString(only);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "6,0"})
  void theWrapperIsSilentWhereAllIsWell(int codeOfRappel, int code) throws Exception {
    Result result = retrain(codeOfRappel, arguments());

    assertThat(result).isEqualTo(new Result(code, ""));
    assertThat(log())
        .isEqualTo(
            "called with retrain --registry models/flights --config flights.yaml"
                + " --logical-date 2026-11-02\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1,retraining for 2026-11-02 failed with exit code 1",
    "3,retraining for 2026-11-02 failed with exit code 3",
    "5,the challenger of 2026-11-02 was rejected"
  })
  void theWrapperTellsOfWhatIsNot(int code, String words) throws Exception {
    Result result = retrain(code, arguments());

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.text()).startsWith(words).contains("called with retrain");
  }

  @Test
  void theWrapperTakesYesterday() throws Exception {
    Result result = retrain(3, "models/flights", "flights.yaml", "logs");

    assertThat(result.text()).containsPattern("--logical-date 20\\d\\d-\\d\\d-\\d\\d\n");
  }

  @Test
  void theWrapperTellsHowItIsUsed() throws Exception {
    assertThat(retrain(0, "models/flights").code()).isEqualTo(2);
  }

  @Test
  void theCrontabCallsTheWrapper() throws IOException {
    List<String> lines =
        Files.readAllLines(EXAMPLES.resolve("cron/rappel.crontab")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    List<String> jobs = lines.stream().filter(line -> !line.matches("[A-Z_]+=.*")).toList();

    assertThat(jobs).hasSize(1);
    assertThat(jobs.get(0)).startsWith(TIME + " ").doesNotContain("%"); // cron's line break
    String[] words = jobs.get(0).substring(TIME.length() + 1).split(" ");
    assertThat(words).hasSize(4);
    Path script = Path.of("/opt/rappel").relativize(Path.of(words[0]));
    assertThat(Path.of("..").resolve(script)).isExecutable();
  }

  private static JsonNode yaml(String file) throws IOException {
    return new YAMLMapper().readTree(EXAMPLES.resolve(file).toFile());
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void theCronJobRunsOnceAtATime() throws IOException {
    JsonNode job = yaml("kubernetes/cronjob.yaml");
    JsonNode spec = job.get("spec");
    JsonNode template = spec.at("/jobTemplate/spec");
    JsonNode pod = template.at("/template/spec");
    JsonNode container = pod.at("/containers/0");

    assertThat(job.get("apiVersion").asText()).isEqualTo("batch/v1");
    assertThat(job.get("kind").asText()).isEqualTo("CronJob");
    assertThat(spec.get("schedule").asText()).isEqualTo(TIME);
    assertThat(spec.get("concurrencyPolicy").asText()).isEqualTo("Forbid");
    assertThat(pod.get("restartPolicy").asText()).isEqualTo("Never"); // else no podFailurePolicy
    JsonNode rule = template.at("/podFailurePolicy/rules/0");
    assertThat(rule.get("action").asText()).isEqualTo("FailJob");
    assertThat(rule.at("/onExitCodes/containerName")).isEqualTo(container.get("name"));
    assertThat(texts(rule.at("/onExitCodes/values"))).containsExactly("2", "3", "5");
    List<String> mounted = names(container.get("volumeMounts"));
    assertThat(names(pod.get("volumes"))).containsExactlyElementsOf(mounted);
    String command = container.at("/args/0").asText();
    assertThat(command).doesNotContain("\n").contains("--class io.rappel.jobs.Rappel ");
    requireOptions(words(command.substring(command.indexOf("retrain "))));
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(node -> node.get("name").asText())
        .toList();
  }

  /** As a shell that knows the date has them. */
  private static List<String> words(String command) {
    return Arrays.asList(command.replaceAll("\"\\$\\(date[^)]*\\)\"", "2026-11-02").split(" +"));
  }

  @Test
  void theSparkApplicationRunsOnceAtATime() throws IOException {
    JsonNode application = yaml("kubernetes/scheduled-spark-application.yaml");
    JsonNode spec = application.get("spec");
    JsonNode template = spec.get("template");

    assertThat(application.get("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
    assertThat(application.get("kind").asText()).isEqualTo("ScheduledSparkApplication");
    assertThat(spec.get("schedule").asText()).isEqualTo(TIME);
    assertThat(spec.get("concurrencyPolicy").asText()).isEqualTo("Forbid");
    assertThat(template.get("type").asText()).isEqualTo("Java");
    assertThat(template.get("mainClass").asText()).isEqualTo("io.rappel.jobs.Rappel");
    assertThat(template.get("arguments")).allMatch(JsonNode::isTextual);
    requireOptions(texts(template.get("arguments")));
  }

  /** The image has the jar where both examples expect it, and Spark is the one of the build. */
  @Test
  void theImageHasTheJar() throws IOException {
    String dockerfile = Files.readString(EXAMPLES.resolve("kubernetes/Dockerfile"));
    JsonNode template = yaml("kubernetes/scheduled-spark-application.yaml").at("/spec/template");
    JsonNode container =
        yaml("kubernetes/cronjob.yaml").at("/spec/jobTemplate/spec/template/spec/containers/0");
    String jar = template.get("mainApplicationFile").asText().replace("local://", "");
    String spark = template.get("sparkVersion").asText();

    assertThat(dockerfile)
        .contains("\nFROM apache/spark:" + spark + "-")
        .contains("\nCOPY jobs/target/rappel-jobs.jar " + jar + "\n");
    assertThat(container.at("/args/0").asText()).contains(" " + jar + " ");
    assertThat(container.get("image")).isEqualTo(template.get("image"));
    assertThat(Files.readString(Path.of("..", "pom.xml")))
        .contains("<spark.version>" + spark + "</spark.version>");
  }

  @Test
  void settingsAreOptionsOfRetrain() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("retrain", "--registry", "models"));
    yaml("cron/flights.yaml")
        .properties()
        .forEach(
            field -> arguments.addAll(List.of("--" + field.getKey(), field.getValue().asText())));

    assertThat(arguments).contains("--data");
    requireOptions(arguments);
  }

  private static void requireOptions(List<String> arguments) {
    CommandLine command = RappelCommand.ofProcess().commandLine();
    command.parseArgs(arguments.toArray(String[]::new));
  }
}
