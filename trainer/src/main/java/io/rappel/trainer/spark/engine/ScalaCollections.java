package io.rappel.trainer.spark.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import scala.collection.Iterable;
import scala.collection.Iterator;
import scala.collection.immutable.$colon$colon;
import scala.collection.immutable.List$;

/** Java's collections as Scala's and back, by what Scala 2.12 and 2.13 have in common. */
public final class ScalaCollections {

  private ScalaCollections() {}

  /** Such as both versions take for a {@code Seq}. */
  public static <T> scala.collection.immutable.List<T> list(List<T> values) {
    scala.collection.immutable.List<T> list = List$.MODULE$.empty();
    for (ListIterator<T> back = values.listIterator(values.size()); back.hasPrevious(); ) {
      list = new $colon$colon<>(back.previous(), list);
    }
    return list;
  }

  /** A copy. */
  public static <T> List<T> asJava(Iterable<T> values) {
    List<T> list = new ArrayList<>();
    for (Iterator<T> each = values.iterator(); each.hasNext(); ) {
      list.add(each.next());
    }
    return list;
  }
}
