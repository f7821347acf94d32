package io.rappel.jobs.rows.json;

import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.util.TaskCompletionListener;
import scala.Option;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/** The rows of a split of a file of JSON, with the values of its folders behind. */
final class JsonFile extends AbstractIterator<InternalRow> {

  private final HadoopFileLinesReader lines;
  private final JsonRowParser parser;
  private final JsonShape shape;
  private final String name;
  private final InternalRow folders;
  private final JoinedRow joined = new JoinedRow();
  private Iterator<InternalRow> ofLine;

  /**
   * @param shape that each row is to have; null: any
   * @param name for people
   */
  JsonFile(
      PartitionedFile file,
      Configuration hadoop,
      JsonRowParser parser,
      JsonShape shape,
      String name) {
    this.lines = new HadoopFileLinesReader(file, Option.empty(), hadoop);
    this.parser = parser;
    this.shape = shape;
    this.name = name;
    this.folders = file.partitionValues();
    TaskCompletionListener close = context -> lines.close();
    TaskContext.get().addTaskCompletionListener(close);
  }

  @Override
  public boolean hasNext() {
    while (ofLine == null || !ofLine.hasNext()) {
      if (!lines.hasNext()) {
        return false;
      }
      ofLine = read(lines.next());
    }
    return true;
  }

  private Iterator<InternalRow> read(Text line) {
    if (shape != null && !shape.fits(line.getBytes(), line.getLength())) {
      throw UnexpectedJson.in(name);
    }
    Iterator<InternalRow> rows = parser.parse(line);
    if (shape == null && !JsonLine.isAlone(line.getBytes(), line.getLength())) {
      throw new IllegalArgumentException("a line has more than one value of JSON");
    }
    return rows;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    InternalRow row = ofLine.next();
    return folders.numFields() == 0 ? row : joined.apply(row, folders);
  }
}
