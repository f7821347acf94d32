/** Spark's insides as the program uses them, in a source folder for each line of versions. */
package io.rappel.jobs.spark;
