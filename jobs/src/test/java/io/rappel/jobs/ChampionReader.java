package io.rappel.jobs;

import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.RegistryModel;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.rows.LocalSpark;
import io.rappel.trainer.model.Model;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** A process that loads a registry's champion and predicts with it, again and again. */
final class ChampionReader {

  /** Before the version that it has loaded. */
  static final String LOADED = "loaded ";

  private final Configuration hadoop = new Configuration();
  private final PrintWriter errors = new PrintWriter(System.out, true);
  private final String registry;
  private final String rows;
  private final String out;

  private ChampionReader(String registry, String rows, String out) {
    this.registry = registry;
    this.rows = rows;
    this.out = out;
  }

  /** {@code REGISTRY ROWS OUT STOP}; goes on until there is a file STOP. */
  public static void main(String[] arguments) throws Exception {
    LocalSpark.session();
    ChampionReader reader = new ChampionReader(arguments[0], arguments[1], arguments[2]);
    Path stop = Path.of(arguments[3]);
    while (!Files.exists(stop)) {
      System.out.println(LOADED + reader.load());
      reader.predict();
    }
  }

  /** Gives the version, which was the champion at some moment of the load. */
  private String load() throws Exception {
    LogState before = log();
    String directory = RegistryModel.directory("registry:" + registry, hadoop);
    Model model = ModelFiles.read(directory, hadoop, ModelUse.PREDICT, null);
    Set<String> champions = champions(before, log());

    String version = Path.of(directory).getFileName().toString();
    require(!model.golden().rows().isEmpty(), version + " has no golden rows");
    require(champions.contains(version), version + " is none of the champions " + champions);
    return version;
  }

  private LogState log() throws Exception {
    return Registry.open(registry, hadoop).log().read();
  }

  /** The one of the first state, and those that took over until the second. */
  private static Set<String> champions(LogState first, LogState second) {
    Set<String> champions = new HashSet<>();
    champions.add(first.champion().orElseThrow());
    second.records().stream()
        .filter(record -> record.number() > first.last())
        .map(LogRecord::version)
        .forEach(champions::add);
    return champions;
  }

  private void predict() {
    int exitCode =
        new RappelCommand(errors, errors)
            .execute(
                "predict",
                "--model",
                "registry:" + registry,
                "--data",
                rows,
                "--out",
                out,
                "--overwrite");
    require(exitCode == 0, "predict ends with " + exitCode);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
