package io.rappel.jobs.rows;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.model.DataSchema;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Checked rows to train on. */
public final class TrainingRows {

  private final RowSource source;
  private final DataSchema schema;
  private final JavaRDD<Example> examples;
  private final List<String> notes;

  /**
   * @param source where the rows are; null: nowhere, as they are generated
   */
  TrainingRows(RowSource source, DataSchema schema, JavaRDD<Example> examples, List<String> notes) {
    this.source = source;
    this.schema = schema;
    this.examples = examples;
    this.notes = List.copyOf(notes);
  }

  /** What the rows mean: task, columns and classes. */
  public DataSchema schema() {
    return schema;
  }

  /** The rows, read anew by each action and never held in memory. */
  public JavaRDD<Example> examples() {
    return examples;
  }

  /**
   * To be called when the rows have been read for the last time.
   *
   * @throws io.rappel.trainer.data.DataException if files have changed since they were checked
   */
  public void requireUnchanged() {
    if (source != null) {
      source.requireUnchanged();
    }
  }

  /** Sentences for the user that say what was chosen and why, such as the task. */
  public List<String> notes() {
    return notes;
  }
}
