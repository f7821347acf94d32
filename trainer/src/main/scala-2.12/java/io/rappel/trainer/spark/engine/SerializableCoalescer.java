package io.rappel.trainer.spark.engine;

import org.apache.spark.rdd.PartitionCoalescer;

/** A coalescer that Spark takes, which asks for what Scala 2.12 calls serializable. */
public interface SerializableCoalescer extends PartitionCoalescer, scala.Serializable {}
