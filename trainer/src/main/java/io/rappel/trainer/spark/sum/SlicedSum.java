package io.rappel.trainer.spark.sum;

import io.rappel.trainer.objective.sum.GradientSlice;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.spark.engine.ResultLimits;
import io.rappel.trainer.spark.engine.ScalaCollections;
import io.rappel.trainer.spark.engine.Shuffles;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Adds up gradients on executors, each of which adds up a slice of all of them, and joins the
 * slices on the driver. So neither has to hold more than one whole sum, and slices are added at the
 * same time.
 */
public final class SlicedSum {

  private static final ClassTag<GradientSlice> TAG = ClassTag$.MODULE$.apply(GradientSlice.class);

  private SlicedSum() {}

  /**
   * The sum.
   *
   * @param sums at most one in each partition
   * @param length of the gradients
   */
  public static GradientSum sum(JavaRDD<GradientSum> sums, int length, ResultLimits limits) {
    int count =
        (int)
            Math.min(
                length,
                Math.max(limits.pieces(length), Math.round(Math.sqrt(sums.getNumPartitions()))));
    int atOnce = limits.atOnce(length, count);
    JavaPairRDD<Integer, GradientSlice> cut =
        sums.mapPartitionsToPair(each -> new Cut(each, count), true)
            .partitionBy(new HashPartitioner(Math.max(count, enough(sums.context().conf()))));
    try {
      GradientSum total = new GradientSum();
      for (int from = 0; from < count; from += atOnce) {
        List<Object> some =
            IntStream.range(from, Math.min(count, from + atOnce)).<Object>mapToObj(p -> p).toList();
        sums.context()
            .runJob(
                cut.rdd(), new Add(), ScalaCollections.list(some), new Join(total, length), TAG);
      }
      return total;
    } finally {
      Shuffles.remove(cut);
    }
  }

  /**
   * The least number of partitions with which tasks write their slices one after another. With
   * fewer, each task holds a file and a serializer open for every slice, which takes longer than
   * adding up. Those that get no slice cost nothing.
   */
  private static int enough(SparkConf conf) {
    return conf.getInt("spark.shuffle.sort.bypassMergeThreshold", 200) + 1;
  }

  /** The slices of a partition's sum, one at a time. */
  private static final class Cut implements Iterator<Tuple2<Integer, GradientSlice>> {

    private final Iterator<GradientSum> sums;
    private final int count;
    private Iterator<GradientSlice> slices;

    Cut(Iterator<GradientSum> sums, int count) {
      this.sums = sums;
      this.count = count;
    }

    @Override
    public boolean hasNext() {
      if (slices == null) {
        slices = sums.next().slices(count);
      }
      return slices.hasNext();
    }

    @Override
    public Tuple2<Integer, GradientSlice> next() {
      GradientSlice slice = slices.next();
      return new Tuple2<>(slice.number(), slice);
    }
  }

  /** Adds up one slice of all sums. */
  private static final class Add
      extends AbstractFunction2<
          TaskContext, scala.collection.Iterator<Tuple2<Integer, GradientSlice>>, GradientSlice>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public GradientSlice apply(
        TaskContext task, scala.collection.Iterator<Tuple2<Integer, GradientSlice>> slices) {
      GradientSlice sum = slices.next()._2();
      while (slices.hasNext()) {
        sum.merge(slices.next()._2());
      }
      return sum;
    }
  }

  /** Takes slices as they come, one at a time. */
  private static final class Join extends AbstractFunction2<Object, GradientSlice, BoxedUnit> {

    private final GradientSum total;
    private final int length;

    Join(GradientSum total, int length) {
      this.total = total;
      this.length = length;
    }

    @Override
    public BoxedUnit apply(Object partition, GradientSlice slice) {
      total.put(slice, length);
      return BoxedUnit.UNIT;
    }
  }
}
