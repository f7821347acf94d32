package io.rappel.trainer.spark.engine;

import java.io.Serializable;
import org.apache.spark.rdd.PartitionCoalescer;

/** A coalescer that Spark takes, which asks for what Scala 2.13 calls serializable. */
public interface SerializableCoalescer extends PartitionCoalescer, Serializable {}
