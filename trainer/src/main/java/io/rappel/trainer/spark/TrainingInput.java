package io.rappel.trainer.spark;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import org.apache.spark.api.java.JavaRDD;

/**
 * The rows of a training.
 *
 * @param schema what the rows mean
 * @param rows all rows, of which validation rows are taken by content; read several times, in any
 *     partitioning
 * @param validation rows to validate on instead, or null
 * @param partitions of the packed data; 0: as many as Spark has cores
 * @param warmStart a model of the same schema to begin with, or null
 */
public record TrainingInput(
    DataSchema schema,
    JavaRDD<Example> rows,
    JavaRDD<Example> validation,
    int partitions,
    Model warmStart) {}
