package io.rappel.jobs.rows.source;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.Models;
import io.rappel.jobs.rows.ScoringRows;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while they are read. */
class ChangingInputTest {

  private static final String CHANGED = "the input changed while it was read: ";

  @TempDir Path folder;
  private Path first;
  private Path second;
  private TrainingRows rows;

  @BeforeEach
  void read() {
    first = Path.of(write(folder.resolve("set/1.csv"), "a,y", "1,p", "2,q"));
    second = Path.of(write(folder.resolve("set/2.csv"), "a,y", "3,p", "4,q"));
    rows = reader().readForTraining(request("y", folder + "/set"), null);
    assertThat(rows.examples().count()).isEqualTo(4);
    rows.requireUnchanged();
  }

  @Test
  void rowsAreAppended() throws IOException {
    Files.writeString(second, "5,p\n", StandardOpenOption.APPEND);
    fails(second + " had 12 bytes and has 16");
  }

  @Test
  void aFileIsWrittenAgain() throws IOException {
    Files.writeString(first, "a,y\n9,p\n2,q\n");
    Files.setLastModifiedTime(first, FileTime.fromMillis(1_000_000_000_000L));
    fails(first + " was written again");
  }

  @Test
  void aFileComes() {
    fails(write(folder.resolve("set/3.csv"), "a,y", "5,p") + " is new");
  }

  @Test
  void aFileGoes() throws IOException {
    Files.delete(first);
    fails(first + " is gone");
  }

  @Test
  void predictionsOfOtherRowsAreNotPublished() throws IOException {
    Model model = Models.sums(Models.numbers(List.of("a"), "z"));
    ScoringRows scored =
        reader().openForPrediction(RowInput.files(List.of(folder + "/set"), null), model);
    Files.writeString(second, "5,p\n", StandardOpenOption.APPEND);
    Path out = folder.resolve("out.csv");
    assertThatThrownBy(() -> scored.writePredictions(model, BlasKind.EJML, out.toString(), false))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(CHANGED + second);
    assertThat(out).doesNotExist();
  }

  private void fails(String how) {
    assertThatThrownBy(() -> rows.requireUnchanged())
        .isInstanceOf(DataException.class)
        .hasMessage(CHANGED + how);
  }
}
