package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Changes of the champion by hand, and what they leave. */
class ChampionChangesTest extends RetrainRuns {

  @Test
  void aRegistryWithoutItsLogSaysSo() throws IOException {
    Registry.openOrFound("--registry", registry, new Configuration()).found(SETTINGS);
    delete(Path.of(registry, "log"));
    assertThat(run("versions", "--registry", registry)).isEqualTo(3);
    assertThat(err.toString())
        .contains("the log of registry " + registry + " is not there: put its folder log back");
    assertThat(err.toString().lines()).hasSize(1);
  }
}
