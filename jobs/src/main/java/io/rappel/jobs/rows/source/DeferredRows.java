package io.rappel.jobs.rows.source;

import io.rappel.trainer.spark.engine.ScalaCollections;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;

/**
 * The rows of a frame as Spark has them, which it plans where an action first asks for them: a plan
 * that is executed runs its shuffles at once.
 */
final class DeferredRows extends RDD<InternalRow> {

  private static final long serialVersionUID = 1L;

  private static final Seq<Dependency<?>> NONE = ScalaCollections.list(List.<Dependency<?>>of());

  private final transient Dataset<Row> frame;
  private transient RDD<InternalRow> rows;

  DeferredRows(Dataset<Row> frame) {
    super(
        frame.sparkSession().sparkContext(),
        NONE,
        ClassTag$.MODULE$.<InternalRow>apply(InternalRow.class));
    this.frame = frame;
  }

  private synchronized RDD<InternalRow> rows() {
    if (rows == null) {
      rows = FrameRows.internal(frame).rdd();
    }
    return rows;
  }

  @Override
  public Partition[] getPartitions() {
    return rows().partitions();
  }

  @Override
  public Seq<Dependency<?>> getDependencies() {
    return ScalaCollections.list(List.<Dependency<?>>of(new OneToOneDependency<>(rows())));
  }

  @Override
  public Iterator<InternalRow> compute(Partition split, TaskContext context) {
    return this.<InternalRow>firstParent(elementClassTag()).iterator(split, context);
  }
}
