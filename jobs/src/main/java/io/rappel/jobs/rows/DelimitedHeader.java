package io.rappel.jobs.rows;

import io.rappel.trainer.data.DataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The header of delimited files, which all files of a set must share. */
final class DelimitedHeader {

  private final SparkSession session;
  private final RowFormat format;
  private final Path file;
  private final List<String> cells;

  /** Reads the header of the first file that is not empty. */
  DelimitedHeader(SparkSession session, RowFormat format, InputFiles files) {
    this.session = session;
    this.format = format;
    this.file = files.nonEmpty().get(0);
    this.cells = read(file);
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      if (!seen.add(cell)) {
        throw new DataException(
            "the header of %s has two columns named '%s'"
                .formatted(InputFiles.display(file), cell));
      }
    }
  }

  private List<String> read(Path path) {
    Dataset<Row> rows =
        session
            .read()
            .options(format.options())
            .option("mode", "FAILFAST")
            .csv(InputFiles.literal(path));
    if (rows.columns().length == 0) {
      throw new DataException(InputFiles.display(path) + " is empty");
    }
    Row first = rows.first();
    List<String> header = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      header.add(first.isNullAt(i) ? "" : first.getString(i));
    }
    return header;
  }

  /** All columns as text, named as in the header; one without a name is empty. */
  StructType schema() {
    StructType schema = new StructType();
    for (String cell : cells) {
      schema = schema.add(cell, DataTypes.StringType);
    }
    return schema;
  }

  /** The columns' names; one without a name is called {@code _c} and its position from 0 on. */
  List<String> names() {
    List<String> names = new ArrayList<>(cells);
    names.replaceAll(name -> name.isEmpty() ? "_c" + cells.indexOf(name) : name);
    return names;
  }

  /**
   * Compares the headers of files with this one.
   *
   * @throws DataException if one of them differs
   */
  void requireIn(InputFiles files) {
    for (Path other : files.nonEmpty()) {
      List<String> found = read(other);
      if (found.size() != cells.size()) {
        throw differs(other, "it has %d columns, not %d".formatted(found.size(), cells.size()));
      }
      for (int i = 0; i < found.size(); i++) {
        if (!found.get(i).equals(cells.get(i))) {
          throw differs(
              other,
              "column %d is '%s' where '%s' is expected"
                  .formatted(i + 1, found.get(i), cells.get(i)));
        }
      }
    }
  }

  private DataException differs(Path other, String how) {
    return new DataException(
        "the header of %s differs from that of %s: %s"
            .formatted(InputFiles.display(other), InputFiles.display(file), how));
  }
}
