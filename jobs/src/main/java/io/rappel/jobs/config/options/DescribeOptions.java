package io.rappel.jobs.config.options;

import io.rappel.trainer.data.CellRules;
import java.util.List;
import picocli.CommandLine.Option;

/** Rows that are to be described, and how their cells are read. */
public final class DescribeOptions extends InputOptions {

  @Option(
      names = "--categories",
      paramLabel = "COL",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = "Columns whose numbers are codes.")
  private List<String> categories;

  @Option(
      names = "--missing",
      paramLabel = "TEXT",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = "Texts that stand for a missing cell, beside blank ones.")
  private List<String> missing;

  @Option(
      names = "--date-format",
      paramLabel = "PATTERN",
      description = "How dates are written, where not as 2026-01-31.")
  private String dateFormat;

  @Override
  public void check() {
    super.check();
    cells();
  }

  /** Columns whose numbers are codes. */
  public List<String> categories() {
    return RowsOptions.names(categories);
  }

  /** What text says. */
  public CellRules cells() {
    return RowsOptions.cells(missing, dateFormat);
  }
}
