package io.rappel.jobs.config.options;

import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.trainer.data.CellRules;
import java.util.List;
import picocli.CommandLine.Option;

/** Where rows are, and how their cells are read. */
public class CellOptions extends SourceOptions {

  private static final int CELLS = 20;

  @Option(
      names = "--categories",
      order = CELLS,
      paramLabel = "COL",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = {
        "Columns whose numbers are codes, of which each is a level of a category.",
        "Example: --categories zip,branch"
      })
  private List<String> categories;

  @Option(
      names = "--missing",
      order = CELLS,
      paramLabel = "TEXT",
      split = "\\s*,\\s*",
      splitSynopsisLabel = ",",
      description = {
        "Texts that stand for a missing cell, in whichever case, beside blank ones.",
        "Example: --missing NA,unknown,-999"
      })
  private List<String> missing;

  @Option(
      names = "--date-format",
      order = CELLS,
      paramLabel = "PATTERN",
      description = {
        "How dates or dates with times are written, where not as 2026-01-31 or 2026-01-31 18:30.",
        "Example: --date-format dd.MM.yyyy"
      })
  private String dateFormat;

  @Override
  public void check() {
    super.check();
    cells();
  }

  /** Columns whose numbers are codes. */
  public final List<String> categories() {
    return names(categories);
  }

  /** What text says. */
  public final CellRules cells() {
    if (dateFormat != null) {
      TextCells.requirePattern(dateFormat);
    }
    return new CellRules(
        missing == null ? CellRules.DEFAULT.missing() : names(missing), dateFormat);
  }
}
