package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.predict.PredictionOutput;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused without Spark. */
class InputCheckTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  private String rows(String name) {
    return write(folder.resolve(name), "a;b;y", "1;2;yes", "2;3;no");
  }

  private static RowInput files(String path) {
    return RowInput.files(List.of(path), null);
  }

  @Test
  void filesMustBeThereAndOfAKnownFormat() {
    assertThatThrownBy(() -> InputCheck.requireFiles(files(folder + "/none.csv"), HADOOP))
        .isInstanceOf(DataException.class)
        .hasMessage("there is no file " + folder + "/none.csv");
    String odd = rows("rows.data");
    assertThatThrownBy(() -> InputCheck.requireFiles(files(odd), HADOOP))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("does not tell its format");
    assertThatCode(() -> InputCheck.requireFiles(files(rows("rows.csv")), HADOOP))
        .doesNotThrowAnyException();
    assertThatCode(() -> InputCheck.requireFiles(RowInput.table("nowhere"), HADOOP))
        .doesNotThrowAnyException();
  }

  @Test
  void labelsMustBeNamedAndThere() {
    String path = rows("rows.csv");
    RowsRequest without = new RowsRequest(files(path), List.of(), List.of(), List.of(), null, null);

    assertThatThrownBy(() -> InputCheck.requireColumns(without, HADOOP))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--label is needed: the columns of " + path + " are a, b, y");
    assertThatThrownBy(() -> InputCheck.requireColumns(request("Y", path), HADOOP))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--label names 'Y', but there is no such column; did you mean 'y'?");
    assertThatCode(() -> InputCheck.requireColumns(request("y", path), HADOOP))
        .doesNotThrowAnyException();
  }

  @Test
  void columnsInNamesOfFoldersAreThere() {
    rows("parts/day=1/rows.csv");

    assertThatCode(() -> InputCheck.requireColumns(request("day", folder + "/parts"), HADOOP))
        .doesNotThrowAnyException();
  }

  @Test
  void outputsThatExistAreKept() {
    String taken = rows("out.csv");
    RowInput input = files(rows("rows.csv"));

    assertThatThrownBy(() -> PredictionOutput.files(taken, false).requireFree(input, HADOOP))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(taken + " exists already: give --overwrite to replace it");
    assertThatThrownBy(() -> PredictionOutput.files(".", false).requireFree(input, HADOOP))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            Path.of("").toAbsolutePath() + " exists already: give --overwrite to replace it");
    assertThatCode(() -> PredictionOutput.files(taken, true).requireFree(input, HADOOP))
        .doesNotThrowAnyException();
  }

  @Test
  void aHostThatIsNotThereIsNamed() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.defaultFS", "gone://nowhere");
    hadoop.setClass("fs.gone.impl", NoHost.class, FileSystem.class);

    assertThatThrownBy(
            () -> PredictionOutput.files("cc", true).requireFree(files(rows("a.csv")), hadoop))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("cc: there is no host of the name nowhere");
  }

  /** As HDFS tells of it. */
  public static final class NoHost extends RawLocalFileSystem {

    @Override
    public void initialize(URI name, Configuration hadoop) {
      throw new IllegalArgumentException(new UnknownHostException(name.getHost()));
    }
  }

  @Test
  void noOutputReplacesWhatIsRead() throws IOException {
    String path = rows("in/rows.csv");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of(path));
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("in"));
    RowInput input = files(path);

    for (String out :
        List.of(
            path,
            "file:" + path,
            folder + "/in/../in//rows.csv",
            link.toString(),
            linked + "/rows.csv",
            folder + "/in",
            linked.toString(),
            folder.toString())) {
      assertThatThrownBy(() -> PredictionOutput.files(out, true).requireFree(input, HADOOP))
          .as(out)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("--out " + out + " would replace ")
          .hasMessageEndingWith("/in/rows.csv, which is read; name another place");
    }
    for (String read : List.of(folder + "/in", folder + "/i*/*.csv", linked.toString())) {
      assertThatThrownBy(() -> PredictionOutput.files(path, true).requireFree(files(read), HADOOP))
          .as(read)
          .isInstanceOf(ConfigurationException.class);
    }
    rows("other/rows.csv");
    for (String out : List.of(folder + "/other/rows.csv", folder + "/in/new.csv")) {
      assertThatCode(() -> PredictionOutput.files(out, true).requireFree(input, HADOOP))
          .doesNotThrowAnyException();
    }
  }
}
