/** What Java needs beside the API of Spark: Scala's collections, results and shuffles. */
package io.rappel.trainer.spark.engine;
