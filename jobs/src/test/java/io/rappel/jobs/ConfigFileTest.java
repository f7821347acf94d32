package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of options: what they may hold, and how errors in them are told. */
class ConfigFileTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new RappelCommand(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  private static Arguments wrong(String message, String arguments) {
    return Arguments.of(message, arguments);
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        wrong("unknown key epoch; did you mean epochs?", "epoch: 3"),
        wrong("unknown key lr; did you mean learning-rate?", "lr: 3"),
        wrong("unknown key n_epochs; did you mean epochs?", "n_epochs: 3"),
        wrong("unknown key momentum; did you mean optimizer: momentum?", "momentum: 0.9"),
        wrong("--loss has no choice 'mse'; did you mean squared?", "loss: mse"),
        wrong("unknown key config", "config: other.yaml"),
        wrong("--label and --where have no effect", "demo: xor\nlabel: y\nwhere: a > 1"),
        wrong("line 2: Duplicate field 'epochs'", "epochs: 3\nepochs: 4"),
        wrong("is no YAML file of 'option: value' lines", "epochs"),
        wrong("the value of label is nested too deeply", "label: [[a]]"),
        wrong("line 1: while parsing a flow sequence: expected ',' or ']'", "hidden: [1"),
        wrong("line 2: a tab stands where YAML has spaces alone", "epochs: 3\n\tl2: 1"),
        wrong("line 2: a control character (U+0007) stands", "epochs: 3\nlabel: a\u0007"),
        wrong("line 1: a key is a name", "? [label]\n: y"),
        wrong("line 3: a second document begins behind '---'", "epochs: 3\n---\nl2: 1"),
        wrong("line 2: test is '*a', an alias", "data: &a t.csv\ntest: *a"),
        wrong("line 3: data is '*a', an alias", "data:\n- &a t.csv\n- *a"),
        wrong("line 2: <<", "conf: &a {spark.x: 1}\n<<: *a"),
        wrong("line 2: label has no value", "epochs: 3\nlabel:\nl2: 1"),
        wrong("line 1: loss has no value", "loss: null"),
        wrong("hidden has no value; give it one, or leave it out", "hidden: []"),
        wrong("class-weight has no value; give it one", "class-weight: {}"),
        wrong("features has no value; give it one", "features: []"),
        wrong("line 3: an element of label has no value", "label:\n- a\n-\n"),
        wrong("--epochs must be a whole number, not '1.5'", "epochs: 1.5"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void wrongFilesAreOneSentenceAndExitCodeTwo(String message, String yaml) throws IOException {
    assertThat(run("train", "--config", config(yaml))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aFileThatCannotBeReadIsToldWhy() throws IOException {
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "epochs: 3\nlabel: größe\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(run("train", "--config", latin)).isEqualTo(2);
    assertThat(err.toString()).contains(latin + ", line 2: the text is not in UTF-8");
    Path missing = directory.resolve("missing.yaml");
    assertThat(run("train", "--config", missing)).isEqualTo(2);
    assertThat(err.toString()).contains("--config " + missing + " is not there");
    assertThat(run("train", "--config", directory)).isEqualTo(2);
    assertThat(err.toString()).contains("--config " + directory + " is a folder");
  }

  /** And not the default, as without the key. */
  @Test
  void anEmptyListHasNoElements() throws IOException {
    Path file = config("data: a.csv\nlabel: y\nexclude: []\nconf: {}\nmissing: []\n");
    assertThat(run("train", "--config", file, "--print-config")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("missing:\n- \"\"\n").doesNotContain("exclude", "conf");
    assertThat(run("train", "--config", file, "--missing", "x", "--print-config")).isZero();
    assertThat(out.toString()).contains("missing:\n- x\n");
  }

  /** Which of YAML's own types a text would have does not matter. */
  @Test
  void whatIsWrittenIsTakenAsItStands() throws IOException {
    Path file = config("data: a.csv\nlabel: 0x10\nfeatures: [1_000, ~, null]\nepochs: 1_0\n");
    assertThat(run("train", "--config", file, "--print-config")).isZero();
    assertThat(out.toString().lines())
        .contains("epochs: 10")
        .containsSubsequence("label:", "- 0x10", "features:", "- 1_000");
  }

  @Test
  @Timeout(60)
  void aPipeIsNoConfigurationFile() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(run("train", "--config", pipe)).isEqualTo(2);
    assertThat(err.toString()).contains("--config " + pipe + " is no regular file");
  }

  @Test
  void anEmptyFileIsNoError() throws IOException {
    assertThat(run("train", "--config", config("# nothing\n"), "--print-config")).isZero();
  }

  private Path config(String yaml) throws IOException {
    return Files.writeString(directory.resolve("config.yaml"), yaml);
  }

  private int run(Object... arguments) {
    return run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }
}
