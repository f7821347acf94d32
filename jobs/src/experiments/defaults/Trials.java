import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.Rappel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Trains on data sets that sets.py made, with several configurations, one after another in one JVM,
 * and adds a line for each to a file: set, configuration, seed, loss of the validation rows, a
 * metric of validation and test rows, epochs, seconds of the steps. What is there is skipped.
 *
 * <p>{@code java -cp "jobs/target/rappel-jobs.jar:$SPARK_HOME/jars/*" Trials.java SETS RESULTS CONFIGURATIONS
 * [GROUP or NAME,…] [SEED,…]}, where a line of CONFIGURATIONS is a name, a colon and options of train.
 */
public final class Trials {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws IOException {
    Path sets = Path.of(arguments[0]);
    Path results = Path.of(arguments[1]);
    List<String> configurations = Files.readAllLines(Path.of(arguments[2]));
    String wanted = arguments.length > 3 ? arguments[3] : "develop";
    String[] seeds = arguments.length > 4 ? arguments[4].split(",") : new String[] {"1"};
    Set<String> done = new HashSet<>();
    if (Files.exists(results)) {
      Files.readAllLines(results).forEach(line -> done.add(key(line.split(","))));
    }
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.kryo.registrator", "io.rappel.trainer.spark.RappelKryoRegistrator")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
    for (String configuration : configurations) {
      if (configuration.isBlank()) {
        continue;
      }
      String name = configuration.substring(0, configuration.indexOf(':'));
      String options = configuration.substring(name.length() + 1).strip();
      for (String seed : seeds) {
        for (JsonNode set : JSON.readTree(sets.resolve("sets.json").toFile())) {
          String id = set.get("name").asText();
          boolean taken =
              set.get("group").asText().equals(wanted)
                  || List.of(wanted.split(",")).contains(id);
          if (taken && !done.contains(id + "," + name + "," + seed)) {
            Files.writeString(
                results,
                run(sets, set, name, options, seed) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
          }
        }
      }
    }
    spark.stop();
  }

  private static String key(String[] fields) {
    return fields[0] + "," + fields[1] + "," + fields[2];
  }

  private static String run(Path sets, JsonNode set, String name, String options, String seed)
      throws IOException {
    String id = set.get("name").asText();
    Path folder = sets.resolve(id);
    Path out = Files.createTempDirectory("trial").resolve("model");
    List<String> call =
        new ArrayList<>(
            List.of(
                "train", "--data", folder + "/train.csv", "--test", folder + "/test.csv",
                "--label", set.get("label").asText(), "--task", set.get("task").asText(),
                "--seed", seed, "--out", out.toString()));
    if (!options.isEmpty()) {
      call.addAll(List.of(options.split("\\s+")));
    }
    try {
      Rappel.main(call.toArray(String[]::new));
    } catch (RuntimeException e) {
      return "%s,%s,%s,failed: %s".formatted(id, name, seed, e.getMessage().replace(',', ';'));
    }
    JsonNode metrics = JSON.readTree(new File(out.toFile(), "metrics.json"));
    String metric = set.get("task").asText().equals("regression") ? "r2" : "accuracy";
    JsonNode validation = metrics.get("validation");
    JsonNode test = metrics.get("test");
    return "%s,%s,%s,%.5f,%.5f,%.5f,%s,%d,%.1f"
        .formatted(
            id,
            name,
            seed,
            validation.get("loss").asDouble(),
            validation.get(metric).asDouble(),
            test.get(metric).asDouble(),
            test.has("auc") ? "%.5f".formatted(test.get("auc").asDouble()) : "",
            metrics.get("epochs").asInt(),
            metrics.get("seconds").asDouble());
  }
}
