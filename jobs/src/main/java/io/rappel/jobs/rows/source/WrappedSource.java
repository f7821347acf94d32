package io.rappel.jobs.rows.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows of named columns of another source, which says what is not said here. */
abstract class WrappedSource implements RowSource {

  /** The other source. */
  final RowSource all;

  WrappedSource(RowSource all) {
    this.all = all;
  }

  @Override
  public final SparkSession session() {
    return all.session();
  }

  @Override
  public StructType schema() {
    return all.schema();
  }

  @Override
  public final boolean isLibsvm() {
    return false;
  }

  @Override
  public final boolean isColumnar() {
    return all.isColumnar();
  }

  @Override
  public final boolean findsTypes() {
    return all.findsTypes();
  }

  @Override
  public final RowOrder order(Dataset<Row> selected) {
    return all.order(selected);
  }

  @Override
  public final long bytes() {
    return all.bytes();
  }

  @Override
  public final List<Map<String, Object>> manifest() {
    return all.manifest();
  }

  @Override
  public final boolean decimalComma() {
    return all.decimalComma();
  }

  @Override
  public final Map<String, String> unreadable() {
    return all.unreadable();
  }

  @Override
  public final Set<String> indexes() {
    return all.indexes();
  }

  @Override
  public final List<String> notes() {
    return all.notes();
  }

  @Override
  public final void requireDecodable() {
    all.requireDecodable();
  }

  @Override
  public final void requireUnchanged() {
    all.requireUnchanged();
  }

  @Override
  public final String toString() {
    return all.toString();
  }
}
