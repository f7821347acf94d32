package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.model.file.LocalModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher goes on without an archive where a rehearsal fails, so that nobody would see it. */
class RehearsalTest {

  @Test
  void trainsOnEachKindOfColumnAndOnWhatItHasPredicted(@TempDir Path folder) throws IOException {
    assertThat(Rehearsal.run(folder)).isZero();

    Model first = ModelFormat.load(new LocalModelDirectory(folder.resolve("model")));
    assertThat(first.encoder().features())
        .extracting(Feature::kind)
        .contains(FeatureKind.NUMBER, FeatureKind.CATEGORY, FeatureKind.DATE);
    Model second = ModelFormat.load(new LocalModelDirectory(folder.resolve("other")));
    assertThat(second.encoder().names()).contains("probability_yes");
  }
}
