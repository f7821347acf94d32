package io.rappel.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.config.values.Converters;
import io.rappel.trainer.config.TrainingConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What needs no Spark: options, configuration files, and how errors in them are told. */
class RappelTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new RappelCommand(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  static Stream<Arguments> wrongCalls() {
    return Stream.of(
        wrong("which command? train, evaluate", ""),
        wrong("unknown command trian; did you mean train?", "trian"),
        wrong("unknown command trian; did you mean train?", "help trian"),
        wrong("unknown option --epoch; did you mean --epochs?", "train --epoch 3"),
        wrong("unknown option --modle; did you mean --model?", "inspect --modle=m"),
        wrong("unexpected argument more", "train --demo xor more"),
        wrong("unexpected argument b.csv; rows are named with --data", "train --data a.csv b.csv"),
        wrong("unknown command fit; did you mean train?", "fit --data a.csv"),
        wrong("unknown option --lr; did you mean --learning-rate?", "train --lr 0.1"),
        wrong("unknown option --batch-size; did you mean --batch?", "train --batch-size=64"),
        wrong("unknown option --batchSize; did you mean --batch?", "train --batchSize 64"),
        wrong("unknown option --max_iter; did you mean --epochs?", "train --max_iter 9"),
        wrong("unknown option --max_iter; did you mean --iterations?", "bench --max_iter 9"),
        wrong("unknown option --hidden_layers; did you mean --hidden?", "train --hidden_layers 9"),
        wrong("unknown option -hidden; did you mean --hidden?", "train -hidden 9"),
        wrong("unknown option --device; did you mean --master?", "train --device cuda"),
        wrong("unknown option --target; did you mean --label?", "train --target y"),
        wrong("unknown option -y; did you mean --label?", "train -y price"),
        wrong("unknown option --momentum; did you mean --optimizer momentum?", "train --momentum"),
        wrong("unknown option --alpha; did you mean --l2 or --l1?", "train --alpha 1"),
        wrong("unknown option --hidden, which is one of rappel train", "predict --hidden 3"),
        wrong("--loss has no choice 'mse'; did you mean squared?", "train --loss mse"),
        wrong("--loss has no choice 'MAE'; did you mean absolute?", "train --loss MAE"),
        wrong("--loss has no choice 'bce'; did you mean logistic?", "train --loss bce"),
        wrong(
            "--loss has no choice 'nll'; did you mean logistic or cross-entropy?",
            "train --loss nll"),
        wrong("--optimizer has no choice 'sgd'; did you mean gd?", "train --optimizer sgd"),
        wrong(
            "--optimizer has no choice 'L-BFGS'; did you mean lbfgs?", "train --optimizer L-BFGS"),
        wrong("--activation has no choice 'swish'; did you mean silu?", "train --activation swish"),
        wrong("--precision has no choice 'fp64'; did you mean float64?", "train --precision fp64"),
        wrong("--epochs must be a whole number, not 'x'", "train --epochs x"),
        wrong("--epochs must be a number from 1 on, not 0", "train --demo xor --epochs 0"),
        wrong("--epochs is given more than once", "train --epochs 1 --epochs 2"),
        wrong("--learning-rate must be a number above 0", "train --demo xor --learning-rate 0"),
        wrong("--optimizer has no choice 'adma'; did you mean adam?", "train --optimizer adma"),
        wrong("--demo has no choice 'xro'; did you mean xor?", "train --demo xro"),
        wrong("--sampling cannot be auto; its default is shuffle", "train --sampling auto"),
        wrong("--hidden is wrong: must be units of each layer", "train --hidden 3,x"),
        wrong("--hidden must be layers of at least 1 unit", "train --demo xor --hidden 3,0"),
        wrong(
            "--init is wrong: an initializer is auto, fan-in, xavier, he, lecun, normal:SD, uniform:R or"
                + " zeros, not 'kaiming'; did you mean he?",
            "train --init kaiming"),
        wrong("--batch is wrong: a batch needs at least 1 row", "train --batch 0"),
        wrong("--batch is wrong: a batch is more than 0 and at most 100", "train --batch 200%"),
        wrong(
            "--resume needs a folder of checkpoints: give --checkpoint DIR",
            "train --demo xor --out m --resume"),
        wrong(
            "--checkpoint-every needs a folder of checkpoints: give --checkpoint DIR",
            "train --demo xor --out m --checkpoint-every 5"),
        wrong(
            "--checkpoint-every is wrong: an interval is a number of updates, or a time such as 30s,"
                + " 10m or 2h, not '5d'",
            "train --demo xor --out m --checkpoint c --checkpoint-every 5d"),
        wrong(
            "--checkpoint m/c lies in --out m, which is replaced as a whole",
            "train --demo xor --out m --checkpoint m/c"),
        wrong("--dropout must be a number from 0 to below 1", "train --demo xor --dropout 1"),
        wrong("--class-weight is wrong: class weights are 'balanced'", "train --class-weight a"),
        wrong("--class-weight is wrong: the weight of class a must", "train --class-weight a:-1"),
        wrong(
            "--weight-decay must be 0 with --optimizer adam",
            "train --demo xor --optimizer adam --weight-decay 0.1"),
        wrong(
            "--batch must be a number of rows or a percentage with --sampling fixed",
            "train --demo xor --batch full --sampling fixed"),
        lbfgs("--batch must be full, not 10%", "--batch 10%"),
        lbfgs("--sampling must be left alone, not bernoulli", "--sampling bernoulli"),
        lbfgs("--dropout must be 0, not 0.5", "--dropout 0.5"),
        lbfgs("--l1 must be 0, not 0.1", "--l1 0.1"),
        lbfgs("--clip-norm must be 0, not 1", "--clip-norm 1"),
        lbfgs("--clip-value must be 0, not 1", "--clip-value 1"),
        lbfgs("--schedule must be constant, not cosine", "--schedule cosine"),
        lbfgs("--warmup must be 0, not 5", "--warmup 5"),
        wrong("--data and --demo cannot be given together", "train --data x --demo xor"),
        wrong("--data and --table cannot be given together", "train --data x --table y"),
        wrong("--table and --demo cannot be given together", "train --table x --demo xor"),
        wrong(
            "--where has no effect with --demo, whose rows are generated with their columns",
            "train --demo xor --where a>1 --out m"),
        wrong("--label has no effect with --demo", "train --demo xor --label y --out m"),
        wrong("--features has no effect with --demo", "train --demo xor --features x1 --out m"),
        wrong("--exclude has no effect with --demo", "train --demo xor --exclude x1 --out m"),
        wrong("--weight has no effect with --demo", "train --demo xor --weight w --out m"),
        wrong("--task has no effect with --demo", "train --demo xor --task regression --out m"),
        wrong("--format has no effect with --demo", "train --demo xor --format csv --out m"),
        wrong(
            "--label and --weight have no effect with --demo",
            "train --demo xor --weight w --label y --print-config"),
        wrong("--where is an empty condition", "train --data x --where= --out m"),
        wrong("--format is that of files", "train --table x --format csv --out m"),
        wrong("--data and --table cannot be", "predict --model m --data x --table y --out p"),
        wrong("--format is that of files", "evaluate --model m --table x --format csv"),
        wrong("there are no rows: give --data PATH or --table", "evaluate --model m"),
        wrong("--features and --exclude cannot be", "train --features x --exclude y"),
        wrong("there are no rows to train on: give --data PATH, --table NAME", "train --out m"),
        wrong("there is no place for the model: give --out", "train --demo xor"),
        wrong("--partitions must be a number from 0 on", "train --demo xor --partitions -1"),
        wrong("--iterations must be a number from 1 on, not 0", "bench --iterations 0"),
        wrong("--target-accuracy must be above 0", "bench --target-accuracy 95"),
        wrong("--features and --classes are those of generated", "bench --data x --features 3"),
        wrong("--label, --format and --test go with --data", "bench --test x"),
        wrong(
            "--parameters and --work have no effect without --aggregation",
            "bench --work 1 --parameters 5"),
        wrong("--rows has no effect with --aggregation", "bench --aggregation --rows 5"),
        wrong("--target-accuracy has no effect without", "bench --target-accuracy 0.9"),
        wrong("a benchmark needs at least 1 of --rows", "bench --classes 1"),
        wrong("--hidden must be units of each layer, from 1 on", "bench --hidden auto"),
        wrong("--hidden must be units of each layer, from 1 on", "bench --hidden 5,0"),
        wrong("--mlpc-blas is auto or java, not native", "bench --mlpc-blas native"),
        wrong("--conf takes KEY=VALUE, not 'foo'", "train --demo xor --conf foo"),
        wrong("--conf names no setting: give KEY=VALUE", "train --demo xor --conf =x"),
        wrong("--conf foo.bar is no setting of Spark, whose", "train --demo xor --conf foo.bar=1"),
        wrong("--conf fs.s3a.x is no setting of Spark", "inspect --model m --conf fs.s3a.x=1"),
        wrong(
            "--master local[1] and --conf spark.master=local[2] are two masters",
            "train --demo xor --out m --master local[1] --conf spark.master=local[2]"),
        conf("spark.sql.shuffle.partitions: Spark does not take its value abc (", "abc"),
        conf("spark.sql.session.timeZone: Spark does not take its value Nowhere (", "Nowhere"),
        conf("spark.io.compression.codec: Spark does not take its value foo (", "foo"),
        conf("spark.executor.memory: Spark does not take its value 2x (", "2x"),
        conf("spark.sql.ansi.enabled: Spark does not take its value 7 (", "7"),
        wrong("there is no model: give --model DIR", "evaluate"),
        wrong("there is no place for the predictions: give --out", "predict --model m --data d"));
  }

  private static Arguments wrong(String message, String arguments) {
    return Arguments.of(message, arguments);
  }

  private static Arguments conf(String message, String value) {
    String setting = message.replaceFirst(":.*", "=" + value);
    return wrong("--conf " + message, "train --demo xor --out no/where --conf " + setting);
  }

  private static Arguments lbfgs(String message, String option) {
    return wrong(
        message + ", with --optimizer lbfgs, which takes full batches of a smooth objective",
        "train --demo xor --optimizer lbfgs " + option);
  }

  @ParameterizedTest
  @MethodSource("wrongCalls")
  void wrongCallsAreOneSentenceAndExitCodeTwo(String message, String arguments) {
    int code = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(err.toString()).startsWith("rappel: error: " + message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
    assertThat(code).isEqualTo(2);
  }

  @Test
  void helpShowsEachDefaultOfTheTrainer() {
    TrainingConfig defaults = TrainingConfig.builder().build();

    assertThat(run("train", "--help")).isZero();
    assertThat(out.toString())
        .containsSubsequence("Rows", "Network", "Objective", "Descent", "Batches", "End", "Running")
        .containsPattern("--max-levels=N[^D]+Default: " + defaults.features().maxLevels() + "\\n")
        .containsPattern("--optimizer=NAME[^D]+Default: auto\\n")
        .containsPattern("--seed=N[^D]+Default: " + defaults.batches().seed() + "\\n");
  }

  @Test
  void helpShowsAnExampleOfEachOptionThatTakesAValue() {
    assertThat(run("train", "--help")).isZero();
    String help = out.toString();

    List<String> names =
        Pattern.compile("^ +(--[a-z0-9-]+)=", Pattern.MULTILINE)
            .matcher(help)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(names).hasSizeGreaterThan(40);
    assertThat(names).allSatisfy(name -> assertThat(help).containsPattern("Example:\\s+" + name));
    assertThat(err.toString()).isEmpty();
  }

  /** A percent sign that is not doubled ends in warnings about the text of the help. */
  @Test
  void descriptionsOfOptionsCanBeFormatted() {
    CommandLine all =
        new CommandLine(new RappelCommand(new PrintWriter(out), new PrintWriter(err)));
    List<String> lines =
        all.getSubcommands().values().stream()
            .flatMap(command -> command.getCommandSpec().options().stream())
            .map(option -> ((AnnotatedElement) option.userObject()).getAnnotation(Option.class))
            .filter(Objects::nonNull) // those of picocli itself
            .flatMap(option -> Stream.of(option.description()))
            .toList();
    assertThat(lines).hasSizeGreaterThan(100);
    assertThat(lines).allSatisfy(line -> assertThat(line.formatted()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "predict", "inspect", "bench"})
  void helpFitsATerminalAndEndsWithWholeCommandsThatParse(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    List<String> examples =
        out.toString().lines().dropWhile(line -> !line.equals("Examples")).skip(1).toList();
    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("  rappel " + command + " --"));
    CommandLine commands =
        new CommandLine(new RappelCommand(new PrintWriter(out), new PrintWriter(err)));
    Converters.register(commands);
    for (String example : examples) {
      String[] words = example.strip().split(" ");
      assertThat(commands.parseArgs(Arrays.copyOfRange(words, 1, words.length)).hasSubcommand())
          .as(example)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "train", "predict", "help"})
  void helpIsACommandAsWell(String command) {
    String[] words = (command + " --help").strip().split(" ");
    assertThat(run(words)).isZero();
    String shown = out.toString();

    assertThat(run(("help " + command).strip().split(" "))).isZero();
    assertThat(out.toString()).isEqualTo(shown).contains("Usage: rappel");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpTellsCommandsInWholeSentences() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("probability of each, in the order of the rows. export");
  }

  @ParameterizedTest
  @CsvSource({
    "train,--data --label --features --out --overwrite --hidden --loss --optimizer --epochs --master",
    "evaluate,--model --data --out --master --verbose --help",
    "predict,--model --data --out --overwrite --master --verbose --help",
    "bench,--rows --data --hidden --out --master --help"
  })
  void helpBeginsWithWhatIsNeededMost(String command, String options) {
    assertThat(run(command, "--help")).isZero();
    String list = out.toString().replaceFirst("(?s)^Usage.*?\\n\\s+(?=-)", "");
    assertThat(list).containsSubsequence(options.split(" "));
  }

  @Test
  void filesSetOptionsAndTheCommandLineWins() throws IOException {
    Path file =
        config(
            """
            data: [a.csv, "b,c.csv"]
            label: [x, z]
            exclude: p, q
            hidden: [64, 32]
            epochs: 7
            no-bias: true
            loss: auto
            class-weight:
              yes: 5
              no: 1
            conf:
              spark.executor.memory: 2g
              spark.password: hidden
            """);

    assertThat(run("train", "--config", file, "--epochs", "9", "--print-config")).isZero();
    assertThat(out.toString().lines())
        .containsSubsequence("data:", "- a.csv", "- \"b,c.csv\"", "label:", "- x", "- z")
        .containsSubsequence("exclude:", "- p", "- q", "hidden: \"64,32\"")
        .contains("epochs: 9", "no-bias: true", "  spark.executor.memory: 2g")
        .anyMatch(line -> line.startsWith("loss: auto  # "))
        .contains("class-weight: \"yes:5,no:1\"")
        .contains("  spark.password: (redacted)")
        .noneMatch(line -> line.contains("hidden") && line.contains("password"));
  }

  @Test
  void whatIsChosenForAutoIsPrintedWithTheReason() throws IOException {
    assertThat(run("train", "--data", "a", "--label", "y", "--epochs", "9", "--print-config"))
        .isZero();
    assertThat(out.toString().lines())
        .contains(
            "hidden: auto  # 256,256, below 1000 rows 128,128, which follow chance less",
            "epochs: 9",
            "optimizer: auto  # adamw")
        .noneMatch(line -> line.endsWith(": auto"));

    assertThat(run("train", "--data", "a", "--label", "y", "--optimizer", "gd", "--print-config"))
        .isZero();
    assertThat(out.toString().lines())
        .contains(
            "optimizer: gd",
            "dropout: auto  # 0, as nothing is added to an optimizer that is named");
  }

  @Test
  void whatIsPrintedIsAFileThatGivesTheSame() throws IOException {
    run(
        "train",
        "--data",
        "a",
        "--label",
        "y",
        "--hidden",
        "none",
        "--l2",
        "1e-9",
        "--init",
        "normal:0.1",
        "--print-config");
    String first = out.toString();

    assertThat(run("train", "--config", config(first), "--print-config")).isZero();
    assertThat(out.toString()).isEqualTo(first);
  }

  @Test
  void anOptionOnTheCommandLineReplacesItsRivalInTheFile() throws IOException {
    Path file = config("data: a.csv\nvalidation: v.csv\n");

    assertThat(
            run(
                "train",
                "--config",
                file,
                "--demo",
                "xor",
                "--validation-fraction",
                "0.2",
                "--print-config"))
        .isZero();
    assertThat(out.toString()).contains("demo: xor", "validation-fraction: 0.2");
    assertThat(out.toString()).doesNotContain("a.csv", "v.csv");
  }

  @Test
  void aTableOnTheCommandLineReplacesTheDataInTheFile() throws IOException {
    Path file = config("data: a.csv\nwhere: a > 1\n");

    assertThat(run("train", "--config", file, "--table", "db.t", "--print-config")).isZero();
    assertThat(out.toString()).contains("table: db.t", "where: a > 1").doesNotContain("a.csv");
  }

  @Test
  void onlyValuesOfHarmlessSettingsArePrintedAndTheRestIsNotTakenForValues() throws IOException {
    String[] secrets = {
      "spark.my.credential",
      "spark.hadoop.fs.azure.sas.c.a",
      "spark.ssl.passphrase",
      "spark.executor.extraJavaOptions",
      "spark.executorEnv.LOGIN",
      "spark.sql.catalog.c.url"
    };
    List<String> call = new ArrayList<>(List.of("train", "--demo", "xor", "--print-config"));
    for (String secret : secrets) {
      call.add("--conf=" + secret + "=S3cret");
    }
    call.add("--conf=spark.executor.memory=2g");
    call.add("--conf=spark.local.dir=/scratch/passwords");
    call.add("--out=s3a://k:S3cret@bucket/model");
    assertThat(run(call.toArray())).isZero();
    String printed = out.toString();
    assertThat(printed)
        .contains(secrets)
        .contains("spark.executor.memory: 2g", "s3a://k:(redacted)@bucket/model")
        .doesNotContain("S3cret", "passwords");

    Path file = config(printed);
    assertThat(run("train", "--config", file, "--out", "model")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("rappel: error: --conf spark.my.credential=(redacted) lost its secret");
    assertThat(err.toString().lines()).hasSize(1);
    call.remove(call.size() - 1);
    call.addAll(1, List.of("--config", file.toString()));
    assertThat(run(call.toArray())).isEqualTo(2);
    assertThat(err.toString()).contains("--out s3a://k:(redacted)@bucket/model lost its secret");
    call.add("--out=s3a://k:S3cret@bucket/model");
    assertThat(run(call.toArray())).isZero();
    assertThat(out.toString()).isEqualTo(printed);
  }

  @Test
  void namesAreShownWithoutControlCharacters() {
    assertThat(run("train", "--data", "a\u001b[2J\u009b2J.csv", "--epochs", "\u001bx"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("'\\u001bx'").doesNotContain("\u001b", "\u009b");
  }

  @Test
  void aDemoTakesWhatHasAnEffectOnIt() throws IOException {
    assertThat(
            run(
                "train",
                "--demo",
                "xor",
                "--test",
                "t.txt",
                "--format",
                "csv",
                "--task",
                "auto",
                "--partitions",
                "2",
                "--print-config"))
        .isZero();
    assertThat(run("train", "--config", config(out.toString()), "--print-config")).isZero();
  }

  private Path config(String yaml) throws IOException {
    return Files.writeString(directory.resolve("config.yaml"), yaml);
  }

  private int run(Object... arguments) {
    return run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }
}
