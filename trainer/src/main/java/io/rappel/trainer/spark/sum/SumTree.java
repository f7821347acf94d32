package io.rappel.trainer.spark.sum;

import io.rappel.trainer.spark.engine.JavaBytes;
import io.rappel.trainer.spark.engine.Shuffles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.VoidFunction2;
import scala.Tuple2;

/**
 * Adds up the sums of partitions on executors, groups of them at a time, so that one result reaches
 * the driver.
 */
public final class SumTree implements Serializable {

  private static final long serialVersionUID = 1L;

  /** So many sums are added in one place; more in groups first. */
  private static final int SMALL = 8;

  private SumTree() {}

  /**
   * The sum.
   *
   * @param sums one in each partition
   * @param merge adds its second argument to its first; exact, so that the order does not matter
   */
  public static <S> S sum(JavaRDD<S> sums, Function2<S, S, S> merge) {
    List<JavaPairRDD<Integer, S>> shuffles = new ArrayList<>();
    JavaRDD<S> level = sums;
    try {
      while (level.getNumPartitions() > 1) {
        JavaPairRDD<Integer, S> groups = grouped(level, groups(level.getNumPartitions()));
        shuffles.add(groups);
        level = groups.mapPartitions(group -> List.of(merged(group, merge)).iterator(), true);
      }
      return level.collect().get(0);
    } finally {
      shuffles.forEach(Shuffles::remove);
    }
  }

  /**
   * The sum of what travels as bytes, so that any serializer of Spark's can carry it.
   *
   * @param sums one in each partition, by {@link JavaBytes}
   * @param nothing the sum where there is no partition
   * @param merge adds its second argument to its first; exact
   */
  public static <S extends Serializable> S ofBytes(
      JavaRDD<byte[]> sums, S nothing, VoidFunction2<S, S> merge) {
    if (sums.getNumPartitions() == 0) {
      return nothing;
    }
    @SuppressWarnings("unchecked")
    Class<S> type = (Class<S>) nothing.getClass();
    byte[] all =
        sum(
            sums,
            (a, b) -> {
              S sum = JavaBytes.read(a, type);
              merge.call(sum, JavaBytes.read(b, type));
              return JavaBytes.of(sum);
            });
    return JavaBytes.read(all, type);
  }

  private static <S> JavaPairRDD<Integer, S> grouped(JavaRDD<S> sums, int groups) {
    return sums.mapPartitionsWithIndex(
            (partition, sum) -> List.of(new Tuple2<>(partition % groups, sum.next())).iterator(),
            true)
        .mapToPair(pair -> pair)
        .partitionBy(new HashPartitioner(groups));
  }

  /** About the square root, which halves the depth that is left; few go to one. */
  private static int groups(int sums) {
    return sums <= SMALL ? 1 : (int) Math.ceil(Math.sqrt(sums));
  }

  private static <S> S merged(Iterator<Tuple2<Integer, S>> group, Function2<S, S, S> merge)
      throws Exception {
    S total = group.next()._2();
    while (group.hasNext()) {
      total = merge.call(total, group.next()._2());
    }
    return total;
  }
}
