package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of Parquet that Spark did not write. */
class ForeignParquetTest {

  @TempDir Path folder;

  @Test
  void anIndexOfPandasIsNoFeature() throws IOException {
    String data =
        parquet(
            "a.parquet",
            "{\"index_columns\": [\"__index_level_0__\"], \"columns\": []}",
            "required double a; required int64 y; required int64 __index_level_0__;");
    TrainingRows rows = reader().readForTraining(request("y", data), null);
    assertThat(rows.schema().features()).containsExactly("a");
    assertThat(rows.notes())
        .contains("column '__index_level_0__' is an index of rows, and no feature");
  }

  @Test
  void aNamedIndexIsKnownByWhatTheFileSays() throws IOException {
    String columns = "required int64 customer; required double a; required int64 y;";
    String data = parquet("a.parquet", "{\"index_columns\": [\"customer\"]}", columns);
    TrainingRows rows = reader().readForTraining(request("y", data), null);
    assertThat(rows.schema().features()).containsExactly("a");
    assertThat(rows.notes()).contains("column 'customer' is an index of rows, and no feature");
    RowsRequest named =
        new RowsRequest(
            RowInput.files(List.of(data), null),
            List.of("y"),
            List.of("customer", "a"),
            List.of(),
            null,
            null);
    assertThat(reader().readForTraining(named, null).schema().features())
        .containsExactly("customer", "a");
    String range =
        parquet("b.parquet", "{\"index_columns\": [{\"kind\": \"range\", \"stop\": 9}]}", columns);
    assertThat(reader().readForTraining(request("y", range), null).schema().features())
        .containsExactly("customer", "a");
    String broken = parquet("c.parquet", "{no JSON", columns);
    assertThat(reader().readForTraining(request("y", broken), null).schema().features())
        .containsExactly("customer", "a");
  }

  @Test
  void anIndexInATable() throws IOException {
    String data =
        parquet(
            "a.parquet",
            "{}",
            "required double a; required int64 y; required int64 __index_level_0__;");
    RowsRequest request =
        new RowsRequest(
            RowInput.table("parquet.`" + data + "`"),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            null);
    assertThat(reader().readForTraining(request, null).schema().features()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "required int64 t (TIMESTAMP(NANOS,true));",
        "required int64 t (TIME(MICROS,true));",
        "required int32 t (TIME(MILLIS,true));",
        "required int64 t (TIME(MICROS,false));",
        "required int64 t (TIME(NANOS,false));",
        "required group t (LIST) { repeated group list { required int64 element (TIME(NANOS,true)); } }",
        "required group t (LIST) { repeated group list { required int64 element (TIME(MICROS,false)); } }"
      })
  void typesThatSparkDoesNotKnow(String column) throws IOException {
    String data =
        parquet("a.parquet", Map.of(), "required double a; " + column + " required int64 y;");
    assertThatThrownBy(() -> reader().readForTraining(request("y", data), null))
        .isInstanceOf(DataException.class)
        .message()
        .contains("column 't' of " + data + " has Parquet's ", "--exclude t")
        .contains(column.contains("LIST") ? "nested type" : column.replaceAll(".* t (.*);", "$1"));
    assertThat(
            reader()
                .describe(RowInput.files(List.of(data), null), List.of(), CellRules.DEFAULT)
                .notes())
        .singleElement()
        .asString()
        .startsWith("left out: column 't', as Spark cannot read Parquet's ");
    RowsRequest without =
        new RowsRequest(
            RowInput.files(List.of(data), null), List.of("y"), List.of(), List.of("t"), null, null);
    TrainingRows rows = reader().readForTraining(without, null);
    assertThat(rows.schema().features()).containsExactly("a");
    assertThat(rows.examples().count()).isEqualTo(4);
    Path out = folder.resolve("out.parquet");
    Model model = Models.sums(Models.numbers(List.of("a"), "y"));
    ScoringRows scored = reader().openForPrediction(RowInput.files(List.of(data), null), model);
    scored.writePredictions(model, BlasKind.EJML, out.toString(), false);
    assertThat(session().read().parquet(out.toString()).columns())
        .containsExactly("a", "y", "prediction");
    assertThat(scored.notes()).anyMatch(note -> note.startsWith("column 't' is left out"));
    assertThatThrownBy(
            () ->
                reader()
                    .openForPrediction(
                        RowInput.files(List.of(data), null),
                        Models.sums(Models.numbers(List.of("t"), "y"))))
        .hasMessageContaining("column 't' of " + data + " has Parquet's");
  }

  @Test
  void timesThatSparkHasWritten() throws IOException {
    StructType noted =
        new StructType()
            .add("a", DataTypes.DoubleType)
            .add("t", DataTypes.LongType)
            .add("y", DataTypes.LongType);
    String json = noted.json().replaceFirst("(\"t\",\"type\":)\"long\"", "$1\"time(6)\"");
    String data =
        parquet(
            "a.parquet",
            Map.of("org.apache.spark.sql.parquet.row.metadata", json),
            "required double a; required int64 t (TIME(MICROS,false)); required int64 y;");
    assertThatThrownBy(() -> reader().readForTraining(request("y", data), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 't' of " + data + " has Parquet's type INT64");
  }

  @Test
  void aTypeThatIsUnknownInOnePartAlone() throws IOException {
    String first = parquet("set/1.parquet", Map.of(), "required double a; required int64 y;");
    String second =
        parquet(
            "set/2.parquet", Map.of(), "required int64 a (TIME(MICROS,true)); required int64 y;");
    assertThatThrownBy(() -> reader().readForTraining(request("y", folder + "/set"), null))
        .isInstanceOf(DataException.class)
        .message()
        .contains(first, second, "'a'");
  }

  @ParameterizedTest
  @CsvSource({"text.parquet, PAR1", "empty.orc, ORC"})
  void filesThatAreNone(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    assertThatThrownBy(() -> reader().readForTraining(request("y", file.toString()), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString());
  }

  /** Four rows; doubles and integers count from 1 on. */
  private String parquet(String name, String pandas, String columns) throws IOException {
    return parquet(name, Map.of("pandas", pandas), columns);
  }

  private String parquet(String name, Map<String, String> noted, String columns)
      throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message m { " + columns + " }");
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(
                    new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))
            .withConf(new Configuration())
            .withExtraMetaData(noted)
            .withType(schema)
            .build()) {
      for (int i = 1; i <= 4; i++) {
        writer.write(row(schema, i));
      }
    }
    return file.toString();
  }

  private static Group row(MessageType schema, int i) {
    Group row = new SimpleGroupFactory(schema).newGroup();
    for (int c = 0; c < schema.getFieldCount(); c++) {
      String name = schema.getFieldName(c);
      if (!schema.getType(c).isPrimitive()) {
        row.addGroup(c).addGroup(0).add(0, (long) i);
        continue;
      }
      switch (schema.getType(c).asPrimitiveType().getPrimitiveTypeName()) {
        case DOUBLE -> row.add(name, i * 1.5);
        case INT32 -> row.add(name, i);
        default -> row.add(name, (long) i);
      }
    }
    return row;
  }
}
