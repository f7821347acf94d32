package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.batch.DelimitedRow;
import io.rappel.jobs.spark.SparkInternals;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.Text;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityParser;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.datasources.CodecStreams;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Option;
import scala.collection.AbstractIterator;
import scala.runtime.AbstractFunction1;

/**
 * Reads delimited files as Spark's scan of them does, in the same partitions, to rows that are not
 * yet taken apart: each is a row of one cell, a {@link DelimitedRow}, which is the same for all
 * rows of a file.
 */
final class DelimitedScan
    extends AbstractFunction1<PartitionedFile, scala.collection.Iterator<InternalRow>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final CSVOptions options;
  private final List<String> header;
  private final Broadcast<SerializableConfiguration> hadoop;

  private DelimitedScan(
      CSVOptions options, List<String> header, Broadcast<SerializableConfiguration> hadoop) {
    this.options = options;
    this.header = header;
    this.hadoop = hadoop;
  }

  /**
   * The rows of a scan.
   *
   * @param header cells of the first line of each file
   */
  static RDD<InternalRow> of(FileSourceScanExec scan, List<String> header) {
    SparkSession session = scan.relation().sparkSession();
    CSVOptions options =
        new CSVOptions(
            scan.relation().options(), false, session.conf().get("spark.sql.session.timeZone"));
    Broadcast<SerializableConfiguration> hadoop =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .broadcast(
                new SerializableConfiguration(
                    SparkInternals.state(session)
                        .newHadoopConfWithOptions(scan.relation().options())));
    return new FileScanRDD(
        session,
        new DelimitedScan(options, List.copyOf(header), hadoop),
        ((FileScanRDD) scan.inputRDD()).filePartitions(),
        scan.requiredSchema(),
        FileScanRDD.$lessinit$greater$default$5(),
        FileScanRDD.$lessinit$greater$default$6(),
        FileScanRDD.$lessinit$greater$default$7());
  }

  /** The rows of such a scan, each to be used before there is asked for another. */
  static Iterator<DelimitedRow> rows(Iterator<InternalRow> scanned) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return scanned.hasNext();
      }

      @Override
      public DelimitedRow next() {
        return (DelimitedRow) scanned.next().get(0, null);
      }
    };
  }

  @Override
  public scala.collection.Iterator<InternalRow> apply(PartitionedFile file) {
    DelimitedRow row =
        new DelimitedRow(options.delimiter().charAt(0), header.size(), options::asParserSettings);
    Rows rows = options.multiLine() ? new WholeFile(row, file) : new Lines(row, file);
    if (file.start() == 0 && rows.hasNext()) {
      rows.next();
      requireHeader(row);
    }
    return rows;
  }

  /** Which header differs is found out by those who read a failed input again. */
  private void requireHeader(DelimitedRow row) {
    boolean same = !row.isMalformed();
    for (int j = 0; same && j < header.size(); j++) {
      same = row.text(j).equals(header.get(j));
    }
    if (!same) {
      throw new IllegalArgumentException("the header differs from that of the first file");
    }
  }

  /** Reads one row after another into the same object. */
  private abstract static class Rows extends AbstractIterator<InternalRow> {

    final DelimitedRow row;
    private final InternalRow cell;
    private boolean ready;

    Rows(DelimitedRow row) {
      this.row = row;
      this.cell = new GenericInternalRow(new Object[] {row});
    }

    /** Reads a row; false if there is no more. */
    abstract boolean read();

    @Override
    public final boolean hasNext() {
      ready = ready || read();
      return ready;
    }

    @Override
    public final InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ready = false;
      return cell;
    }
  }

  /** The rows of a split, one a line; blank lines are none. */
  private final class Lines extends Rows {

    private final HadoopFileLinesReader lines;

    Lines(DelimitedRow row, PartitionedFile file) {
      super(row);
      lines = new HadoopFileLinesReader(file, Option.empty(), hadoop.value().value());
      TaskCompletionListener close = context -> lines.close();
      TaskContext.get().addTaskCompletionListener(close);
    }

    @Override
    boolean read() {
      while (lines.hasNext()) {
        Text line = lines.next();
        if (!isBlank(line)) {
          row.read(line.getBytes(), line.getLength());
          return true;
        }
      }
      lines.close();
      return false;
    }

    private static boolean isBlank(Text line) {
      byte[] utf8 = line.getBytes();
      for (int i = 0; i < line.getLength(); i++) {
        if (utf8[i] < 0 || utf8[i] > ' ') {
          return false;
        }
      }
      return true;
    }
  }

  /** The rows of a file in which quoted cells may hold line breaks. */
  private final class WholeFile extends Rows {

    private final scala.collection.Iterator<String[]> rows;

    WholeFile(DelimitedRow row, PartitionedFile file) {
      super(row);
      rows =
          UnivocityParser.tokenizeStream(
              CodecStreams.createInputStreamWithCloseResource(
                  hadoop.value().value(), file.toPath()),
              false,
              row.parser(),
              options.charset());
    }

    @Override
    boolean read() {
      if (!rows.hasNext()) {
        return false;
      }
      row.read(rows.next());
      return true;
    }
  }
}
