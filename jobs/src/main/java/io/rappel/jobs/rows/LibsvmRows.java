package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.LibsvmBatches;
import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.jobs.rows.columns.LabelChoice;
import io.rappel.jobs.rows.columns.LabelValues;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.rows.survey.LibsvmCheck;
import io.rappel.jobs.text.Nearest;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.hash.HashSelection;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.spark.deal.DealtRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of LIBSVM: a label and INDEX:VALUE pairs, without columns. Features are called f1, f2, …, by
 * their index.
 */
final class LibsvmRows {

  private LibsvmRows() {}

  static TrainingRows read(
      RowSource source, RowsRequest request, Task taskOfLoss, HashSelection judges) {
    requireNoColumns(request);
    LibsvmBatches maker = new LibsvmBatches(Integer.MAX_VALUE, true);
    JudgedRows judged = JudgedRows.of(judges, List.of(), true);
    DealtRows dealt =
        source.deal(
            maker, batches -> DealtRows.read(judged.others(batches), -1, 1, source.bytes()));
    try {
      LibsvmCheck.check(source, dealt.profile());
      int width = dealt.profile().columns();
      if (width == 0) {
        throw new DataException("no row of " + source + " has a feature");
      }
      LabelChoice label =
          LabelChoice.of(
              request.task(),
              taskOfLoss,
              LibsvmLine.LABEL,
              new LabelValues(dealt.profile().label(0), false, false));
      List<String> features = IntStream.rangeClosed(1, width).mapToObj(j -> "f" + j).toList();
      DataSchema schema =
          new DataSchema(
              label.task(),
              features,
              List.of(LibsvmLine.LABEL),
              label.classes(),
              label.numeric(),
              null);
      List<String> notes = new ArrayList<>(List.of(label.note()));
      notes.addAll(source.notes());
      List<FeatureSpec> specs = features.stream().map(FeatureSpec::number).toList();
      return new TrainingRows(
          source,
          schema,
          features,
          specs,
          dealt,
          null,
          judged.in(() -> source.readable().batches(maker)),
          notes,
          null);
    } catch (RuntimeException e) {
      dealt.close();
      throw e;
    }
  }

  private static void requireNoColumns(RowsRequest request) {
    for (String label : request.labels()) {
      if (!label.equals(LibsvmLine.LABEL)) {
        throw Nearest.unknownColumn("--label", label, List.of(LibsvmLine.LABEL));
      }
    }
    if (!request.features().isEmpty()
        || !request.exclude().isEmpty()
        || !request.categories().isEmpty()
        || request.weight() != null
        || request.validation() != null) {
      throw new ConfigurationException(
          "--features, --exclude, --categories, --weight and --validation-group name columns, which rows of LIBSVM do not have");
    }
  }
}
