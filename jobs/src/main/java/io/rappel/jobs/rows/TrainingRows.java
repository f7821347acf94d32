package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchExamples;
import io.rappel.jobs.rows.columns.ClassIndex;
import io.rappel.jobs.rows.columns.FeatureKinds;
import io.rappel.jobs.rows.predict.PredictionColumns;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.rows.survey.TargetRange;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.spark.deal.DealtRows;
import io.rappel.trainer.spark.rows.TargetCheck;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** Rows to train on, read and checked. To be closed where nothing is trained on them. */
public final class TrainingRows implements AutoCloseable {

  private final RowSource source;
  private final DataSchema schema;
  private final List<String> columns;
  private final List<FeatureSpec> specs;
  private final DealtRows dealt;
  private final HoldOut holdOut;
  private final JudgedRows judged;
  private final List<String> notes;
  private final FeatureKinds kinds;

  /**
   * @param source where the rows are; null: nowhere, as they are generated
   * @param columns with which they were dealt
   * @param holdOut which of them are held out; null: a share by content
   * @param judged gives them once more
   * @param kinds what the columns were found to be; null: a model or LIBSVM says what they are
   */
  TrainingRows(
      RowSource source,
      DataSchema schema,
      List<String> columns,
      List<FeatureSpec> specs,
      DealtRows dealt,
      HoldOut holdOut,
      JudgedRows judged,
      List<String> notes,
      FeatureKinds kinds) {
    this.source = source;
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.specs = List.copyOf(specs);
    this.dealt = dealt;
    this.holdOut = holdOut;
    this.judged = judged;
    this.notes = List.copyOf(notes);
    this.kinds = kinds;
  }

  /** What the rows mean: task, columns and classes. */
  public DataSchema schema() {
    return schema;
  }

  /** What the features are, in the order of the schema. */
  public List<FeatureSpec> specs() {
    return specs;
  }

  /**
   * The rows for a training, which closes them.
   *
   * @param validation rows to validate on instead of a share of these; null: none
   * @param partitions of the packed rows; 0: as many as Spark has cores
   * @param warmStart a model to begin with, or null
   */
  public TrainingInput input(ScoringRows validation, int partitions, Model warmStart) {
    TargetCheck targets = this::requireTargets;
    return new TrainingInput(
        schema,
        columns,
        specs,
        dealt,
        validation == null ? null : validation.dealLike(this),
        holdOut,
        partitions,
        warmStart,
        classes(),
        validation == null ? targets : targets.and(validation::requireTargets));
  }

  /**
   * @param scaling of the labels
   * @throws io.rappel.trainer.data.DataException if the loss cannot have a label, or the scaling
   *     takes it too far
   */
  public void requireTargets(Loss loss, Scaling scaling, Precision precision) {
    if (source != null && schema.task() == Task.REGRESSION) {
      TargetRange.require(source, dealt.profile(), schema, loss, scaling, precision);
    }
  }

  /** Finds the index of a label's class; null: labels are numbers. */
  public LabelIndex classes() {
    return schema.task() == Task.CLASSIFICATION ? new ClassIndex(schema) : null;
  }

  /**
   * The same rows for a training that goes on from a model.
   *
   * @param model whose features and classes are all among these
   */
  public TrainingRows continuing(Model model) {
    return new TrainingRows(
        source,
        model.schema(),
        dealt.profile().isSparse() ? model.schema().features() : columns,
        model.encoder().specs(),
        dealt,
        holdOut,
        judged,
        notes,
        kinds);
  }

  /** All rows, and which of them judge models and are not among these. */
  public JudgedRows judged() {
    return judged;
  }

  /** What the pass found out about the rows. */
  public TableProfile profile() {
    return dealt.profile();
  }

  DealtRows dealt() {
    return dealt;
  }

  /** The columns that were read to be features, those that became none among them. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The rows once more, as vectors, read anew by each action.
   *
   * @throws ConfigurationException if they have more than numbers
   */
  public JavaRDD<Example> examples() {
    for (int j = 0; j < specs.size(); j++) {
      FeatureSpec spec = specs.get(j);
      boolean plain =
          switch (spec.kind()) {
            case NUMBER, BOOLEAN -> true;
            case DATE, CATEGORY -> false;
          };
      boolean gaps =
          !dealt.profile().isSparse()
              && dealt.profile().feature(columns.indexOf(spec.name())).missing() > 0;
      if (!plain || gaps) {
        throw new ConfigurationException(
            "column '%s' %s, and here features are numbers without gaps"
                .formatted(spec.name(), gaps ? "has missing cells" : "is a " + spec.kind()));
      }
    }
    int[] places = specs.stream().mapToInt(spec -> columns.indexOf(spec.name())).toArray();
    return judged
        .others(judged.batches().get())
        .mapPartitions(new BatchExamples(places, classes()));
  }

  /**
   * What was read, for provenance: {@code rows_fingerprint}, which changes with any row and not
   * with their order (32 hexadecimal digits), {@code bytes}, and {@code files}, the first of them.
   */
  public Map<String, Object> provenance() {
    Map<String, Object> read = new LinkedHashMap<>();
    read.put("rows_fingerprint", dealt.profile().fingerprint());
    if (source != null && !source.manifest().isEmpty()) {
      read.put("bytes", source.bytes());
      read.put("files", source.manifest());
    }
    return read;
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
    List<String> all = new ArrayList<>(notes);
    if (kinds != null) {
      all.addAll(kinds.notes(specs));
    }
    all.addAll(PredictionColumns.notes(schema));
    return all;
  }

  @Override
  public void close() {
    dealt.close();
  }
}
