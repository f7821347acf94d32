package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.tsv", "a.csv.gz"})
  void latinLabelsCellsAndHeaders(String name) throws IOException {
    String sep = name.endsWith(".tsv") ? "\t" : ",";
    String head = String.join(sep, "a", "b", "y") + "\n";
    String label = latin(name, head + row(sep, "1", "2", "e") + row(sep, "2", "3", "é"));
    fails(label, "row 2 of " + label + " is not UTF-8", "2" + sep.replace("\t", "\\x09") + "3");
    assertThatThrownBy(() -> read(label)).message().contains("\\xE9", "--charset ISO-8859-1");
    String cell =
        latin(name, head + row(sep, "1", "\"x\ny\"", "p") + "\n" + row(sep, "2", "größer", "q"));
    fails(cell, "row 2 of " + cell + " is not UTF-8", "gr\\xF6\\xDFer");
    String header = latin(name, String.join(sep, "größe", "y") + "\n" + row(sep, "1", "p"));
    fails(header, "the header of " + header + " is not UTF-8", "gr\\xF6\\xDFe");
  }

  @Test
  void aFaultFarFromTheStart() throws IOException {
    StringBuilder text = new StringBuilder("a,name,y\n");
    for (int i = 1; i <= 3_000; i++) {
      text.append(i).append(i == 2_345 ? ",5\" pipe, ü\n" : ",7,p\n".replace("p", i % 2 + "x"));
    }
    String data = latin("a.csv", text.toString().replace("pipe, ü", "ü,0x"));
    fails(data, "row 2345 of " + data + " is not UTF-8");
  }

  @Test
  void rowsOfLibsvmAndJson() throws IOException {
    String libsvm = latin("a.libsvm", "1 1:2 # größer\n\n# ü\n0 1:3\n1 1:é\n");
    fails(libsvm, "row 3 of " + libsvm + " is not UTF-8", "1:\\xE9");
    String json = latin("a.json", "{\"a\": 1, \"y\": \"e\"}\n{\"a\": 2, \"y\": \"é\"}\n");
    fails(json, "row 2 of " + json + " is not UTF-8");
    String key = latin("k.json", "{\"a\": 1, \"größe\": 2, \"y\": \"e\"}\n");
    fails(key, "row 1 of " + key + " is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, a.csv",
    "UTF-16LE, a.csv",
    "UTF-16BE, a.csv.gz",
    "UTF-16, a.libsvm",
    "UTF-16LE, a.libsvm",
    "UTF-16BE, a.json",
    "UTF-16LE, a.json",
    "UTF-32, a.csv",
    "UTF-32LE, a.tsv",
    "UTF-16, a.json.gz"
  })
  void wideTextIsRecognised(String encoding, String name) throws IOException {
    String text =
        name.contains("csv")
            ? "a,y\n1,p\n2,q\n"
            : name.endsWith("tsv")
                ? "a\ty\n1\tp\n2\tq\n"
                : name.contains("json")
                    ? "{\"a\": 1, \"y\": \"e\"}\n{\"a\": 2, \"y\": \"f\"}\n"
                    : "1 1:2\n0 1:3\n";
    String data = write(name, text, Charset.forName(encoding));
    fails(data, data + " is " + encoding.substring(0, 6), "-t UTF-8");
  }

  @Test
  void aWideFileBehindAPlainOne() throws IOException {
    write("set/1.csv", "a,y\n1,p\n2,q\n", StandardCharsets.UTF_8);
    String wide = write("set/2.csv", "a,y\n3,p\n4,q\n", StandardCharsets.UTF_16LE);
    fails(folder + "/set", wide + " is UTF-16LE");
  }

  /**
   * The mark of UTF-8, and the sign for what could not be decoded, where it was written as such.
   */
  @Test
  void validTextIsReadAsItIs() throws IOException {
    String text = "größe,y\n1,é\n2,\uFFFD\n3,e\n";
    for (String mark : new String[] {"", "\uFEFF"}) {
      for (String name : new String[] {"a.csv", "a.csv.gz"}) {
        TrainingRows rows = read(write(name, mark + text, StandardCharsets.UTF_8));
        assertThat(rows.schema().features()).containsExactly("größe");
        assertThat(rows.schema().classes()).containsExactly("e", "é", "\uFFFD");
      }
    }
    String json = "\uFEFF{\"a\": 1, \"y\": \"e\"}\n{\"a\": 2, \"y\": \"é\"}\n";
    assertThat(read(write("a.json", json, StandardCharsets.UTF_8)).schema().classes())
        .containsExactly("e", "é");
    String libsvm = "\uFEFF1 1:2\n0 1:3\n";
    TrainingRows rows =
        reader()
            .readForTraining(
                request(null, write("a.libsvm", libsvm, StandardCharsets.UTF_8)), null);
    assertThat(rows.schema().classes()).containsExactly("0", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.csv", "out.parquet", "out"})
  void cellsThatPredictionsCarryAlong(String name) throws IOException {
    Model model = Models.sums(Models.numbers(List.of("a"), "y"));
    Path out = folder.resolve(name);
    String data = latin("a.csv", "a,note\n1,p\n2,größer\n");
    assertThatThrownBy(() -> predict(data, model, out))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 2 of " + data + " is not UTF-8");
    assertThat(out).doesNotExist();
    String valid = write("b.csv", "a,note\n1,p\n2,\uFFFD\n", StandardCharsets.UTF_8);
    predict(valid, model, out);
    assertThat(out).exists();
  }

  private static void predict(String data, Model model, Path out) {
    reader()
        .openForPrediction(RowInput.files(List.of(data), null), model)
        .writePredictions(model, BlasKind.EJML, out.toString(), false);
  }

  @Test
  void textInParquetThatIsNone() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required double a; required binary y (STRING); }");
    Path file = folder.resolve("a.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(
                    new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))
            .withConf(new Configuration())
            .withType(schema)
            .build()) {
      for (byte letter : new byte[] {'e', (byte) 0xE9, 'f', (byte) 0xE8}) {
        Group row = new SimpleGroupFactory(schema).newGroup();
        row.add("a", (double) letter);
        row.add("y", Binary.fromConstantByteArray(new byte[] {letter}));
        writer.write(row);
      }
    }
    fails(file.toString(), "column 'y' has text that is not UTF-8 in row 2 of " + file);
  }

  private static String row(String sep, String... cells) {
    return String.join(sep, cells) + "\n";
  }

  private String latin(String name, String text) throws IOException {
    return write(name, text, StandardCharsets.ISO_8859_1);
  }

  private String write(String name, String text, Charset charset) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
      out.write(text.getBytes(charset));
    }
    Files.write(file, bytes.toByteArray());
    return file.toString();
  }

  private static TrainingRows read(String data) {
    String label = data.contains(".libsvm") ? null : "y";
    return reader().readForTraining(request(label, data), null);
  }

  private static void fails(String data, String... parts) {
    assertThatThrownBy(() -> read(data))
        .isInstanceOf(DataException.class)
        .message()
        .contains(parts);
  }
}
