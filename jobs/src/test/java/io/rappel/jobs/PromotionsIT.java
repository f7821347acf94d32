package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** One champion after another, while another process reads and uses what is in force. */
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("long")
class PromotionsIT extends RetrainRuns {

  private static final int CHAMPIONS = 52;
  private static final int CHAMPIONS_OF_A_ROLLBACK = 5;

  /** A day in ten may be rejected, by the luck of the rows that judge. */
  private static final int MOST_DAYS = 60;

  private Process reader;

  @AfterEach
  void endReader() {
    if (reader != null) {
      reader.destroyForcibly();
    }
  }

  @Test
  void theChampionLoadsAndServesThroughFiftyPromotions() throws Exception {
    gateMargin = "0.99";
    List<String> champions = new ArrayList<>();
    promote(1, champions);
    Path stop = directory.resolve("stop");
    reader =
        JavaProcess.ofTests(directory)
            .begin(
                ChampionReader.class.getName(),
                registry,
                directory.resolve("rows/day=" + date(1) + "/rows.csv").toString(),
                directory.resolve("predicted.csv").toString(),
                stop.toString());
    BufferedReader output = reader.inputReader();
    awaitFirst(output, champions.get(0));
    CompletableFuture<List<String>> rest =
        CompletableFuture.supplyAsync(() -> output.lines().toList());

    for (int day = 2; champions.size() < CHAMPIONS; day++) {
      assertThat(day).as("days until %d champions", champions.size()).isLessThan(MOST_DAYS);
      promote(day, champions);
      if (champions.size() % CHAMPIONS_OF_A_ROLLBACK == 0) {
        assertThat(run("rollback", "--registry", registry)).as(err.toString()).isZero();
        champions.add(champion());
      }
      assertThat(reader.isAlive()).as(() -> "the reader has ended: " + rest.join()).isTrue();
    }
    Files.createFile(stop);

    List<String> said = rest.get();
    assertThat(reader.waitFor()).as("exit code after %s", said).isZero();
    assertThat(kinds(versions()).stream().filter(kind -> !kind.equals("rejected")))
        .hasSize(CHAMPIONS);
    List<String> loaded =
        said.stream()
            .filter(line -> line.startsWith(ChampionReader.LOADED))
            .map(line -> line.substring(ChampionReader.LOADED.length()))
            .toList();
    assertThat(new LinkedHashSet<>(loaded)).hasSizeGreaterThan(10);
    assertThat(champions).containsSubsequence(changes(loaded));
  }

  private static void awaitFirst(BufferedReader output, String champion) throws IOException {
    String line = output.readLine();
    while (line != null && !line.equals(ChampionReader.LOADED + champion)) {
      line = output.readLine();
    }
    assertThat(line).as("the first that is loaded").isNotNull();
  }

  private void promote(int day, List<String> champions) throws Exception {
    write(day, false);
    // Models of old records go while the reader reads.
    int exitCode = retrain(day, "--keep-versions", "6", "--keep-days", "0");
    assertThat(exitCode).as("day %d: %s", day, err).isIn(0, 5);
    if (exitCode == 0) {
      champions.add(champion());
    }
  }

  /** Without those that are the same as the one before. */
  private static List<String> changes(List<String> loaded) {
    List<String> changes = new ArrayList<>();
    for (String version : loaded) {
      if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(version)) {
        changes.add(version);
      }
    }
    return changes;
  }
}
