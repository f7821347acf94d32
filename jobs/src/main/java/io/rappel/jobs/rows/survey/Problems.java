package io.rappel.jobs.rows.survey;

import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.trainer.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Problems of a table, which are told together. */
final class Problems {

  private static final int MOST_TOLD = 10;

  private final RowSource source;
  private final List<String> problems = new ArrayList<>();
  private final List<RowMatches.Fault> faults = new ArrayList<>();
  private final List<Function<RowMatches, String>> sentences = new ArrayList<>();

  Problems(RowSource source) {
    this.source = source;
  }

  /** Adds one that is known without looking for a row. */
  void add(String sentence) {
    problems.add(sentence);
  }

  /** Adds one of rows that are yet to be found. */
  void add(RowMatches.Fault fault, Function<RowMatches, String> sentence) {
    faults.add(fault);
    sentences.add(sentence);
  }

  /**
   * Finds the rows, and tells all problems.
   *
   * @throws DataException if there are some
   */
  void tell() {
    if (!faults.isEmpty()) {
      List<RowMatches> found = source.find(faults);
      for (int f = 0; f < found.size(); f++) {
        problems.add(sentences.get(f).apply(found.get(f)));
      }
    }
    if (problems.size() == 1) {
      throw new DataException(problems.get(0));
    }
    if (!problems.isEmpty()) {
      List<String> told = problems.subList(0, Math.min(MOST_TOLD, problems.size()));
      String more =
          problems.size() > MOST_TOLD
              ? "\n  and %d more".formatted(problems.size() - MOST_TOLD)
              : "";
      throw new DataException(
          "%s has %d problems:\n  %s%s"
              .formatted(source, problems.size(), String.join("\n  ", told), more));
    }
  }
}
