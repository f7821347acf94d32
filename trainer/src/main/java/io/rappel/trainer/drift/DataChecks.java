package io.rappel.trainer.drift;

import io.rappel.trainer.drift.report.ColumnDrift;
import io.rappel.trainer.drift.report.DataFinding;
import io.rappel.trainer.drift.report.DriftReport;
import io.rappel.trainer.drift.report.DriftSettings;
import io.rappel.trainer.drift.report.Severity;
import io.rappel.trainer.features.FeatureSpec;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a run's rows with the champion's. There are no p-values: with many rows every difference
 * is significant, and what matters is how large it is.
 */
public final class DataChecks {

  /** A level has vanished where so many rows would be expected and there are none. */
  private static final double EXPECTED_ROWS = 20;

  private static final double FREQUENT = 0.01;
  private static final double UNKNOWN_TOLD = 0.01;

  private final DriftSettings settings;
  private final List<DataFinding> findings = new ArrayList<>();

  private DataChecks(DriftSettings settings) {
    this.settings = settings;
  }

  /**
   * Columns that a champion does not know.
   *
   * @param champion the manifest that is stored with it
   * @param found columns of the table, without labels and weights
   * @return one finding each, to be told; none where the manifest may not have all columns
   */
  public static List<DataFinding> newColumns(DataManifest champion, List<FeatureSpec> found) {
    if (champion.features().size() >= ManifestBins.MOST_FEATURES) {
      return List.of();
    }
    Set<String> known =
        champion.features().stream()
            .map(column -> column.bins().name())
            .collect(Collectors.toSet());
    return found.stream()
        .map(FeatureSpec::name)
        .filter(name -> !known.contains(name))
        .map(
            name ->
                new DataFinding(
                    Severity.TOLD, "schema", name, "column '%s' is new".formatted(name)))
        .toList();
  }

  /**
   * Compares rows.
   *
   * @param champion the manifest that is stored with it
   * @param now new rows, counted in the champion's bins with the champion's predictions
   * @throws IllegalArgumentException where they are counted in other bins
   */
  public static DriftReport compare(
      DataManifest champion, DataManifest now, DriftSettings settings) {
    DataChecks checks = new DataChecks(settings);
    checks.rows(champion.rows(), now.rows());
    checks.age(champion, now);
    List<ColumnDrift> features = checks.columns(champion.features(), now.features(), "drift");
    List<ColumnDrift> labels = checks.columns(champion.labels(), now.labels(), "labels");
    List<ColumnDrift> predictions =
        checks.columns(champion.predictions(), now.predictions(), "predictions");
    return new DriftReport(
        champion.rows(), now.rows(), checks.findings, features, labels, predictions);
  }

  private void found(Severity severity, String check, String column, String text, Object... args) {
    findings.add(new DataFinding(severity, check, column, text.formatted(args)));
  }

  private void rows(long before, long now) {
    if (now < settings.leastRows() * before || now > settings.mostRows() * before) {
      found(
          Severity.ERROR,
          "rows",
          null,
          "there are %s rows, and the champion had %s: not between %s and %s times as many",
          Plain.count(now),
          Plain.count(before),
          Plain.number(settings.leastRows()),
          Plain.number(settings.mostRows()));
    }
  }

  /** Where no limit is given, more than twice the champion's age and a day is told. */
  private void age(DataManifest champion, DataManifest now) {
    if (now.newest() == null || now.asOf() == null) {
      return;
    }
    long days = ChronoUnit.DAYS.between(now.newest(), now.asOf());
    if (days < 0) {
      found(
          Severity.TOLD,
          "age",
          null,
          "the newest partition is of %s, after the logical date %s",
          now.newest(),
          now.asOf());
    }
    if (settings.mostDaysOld() != null) {
      if (days > settings.mostDaysOld()) {
        found(
            Severity.ERROR,
            "age",
            null,
            "the newest partition is of %s, %d days before the logical date %s: at most %d are allowed",
            now.newest(),
            days,
            now.asOf(),
            settings.mostDaysOld());
      }
    } else if (champion.newest() != null && champion.asOf() != null) {
      long before = ChronoUnit.DAYS.between(champion.newest(), champion.asOf());
      if (days > Math.max(1, 2 * before)) {
        found(
            Severity.TOLD,
            "age",
            null,
            "the newest partition is %d days old, and the champion's was %d",
            days,
            before);
      }
    }
  }

  private List<ColumnDrift> columns(
      List<ColumnCounts> before, List<ColumnCounts> now, String check) {
    if (!before.stream()
        .map(ColumnCounts::bins)
        .toList()
        .equals(now.stream().map(ColumnCounts::bins).toList())) {
      throw new IllegalArgumentException("rows are not counted in the champion's bins");
    }
    List<ColumnDrift> drifts = new ArrayList<>();
    for (int j = 0; j < before.size(); j++) {
      if (before.get(j).rows() > 0 && now.get(j).rows() > 0) {
        ColumnDrift drift = StabilityIndex.of(before.get(j), now.get(j), settings.minimumRows());
        drifts.add(drift);
        column(before.get(j), now.get(j), drift, check);
      }
    }
    return drifts;
  }

  private void column(ColumnCounts before, ColumnCounts now, ColumnDrift drift, String check) {
    missing(drift);
    if (before.bins().isOfLevels() && !check.equals("predictions")) {
      levels(before, now, check.equals("labels"));
    }
    Double psi = drift.psi();
    if (psi != null && psi >= settings.psiTold()) {
      found(
          psi >= settings.psiActs() ? Severity.ACTS : Severity.TOLD,
          check,
          drift.name(),
          "%s has moved: its stability index is %.2f",
          switch (check) {
            case "labels" -> "label '%s'".formatted(drift.name());
            case "predictions" -> "the champion's predictions (%s)".formatted(drift.name());
            default -> "column '%s'".formatted(drift.name());
          },
          psi);
    }
  }

  private void missing(ColumnDrift drift) {
    double change = Math.abs(drift.missingNow() - drift.missingBefore());
    if (drift.missingNow() == 1 && drift.missingBefore() < 1) {
      found(
          Severity.ERROR,
          "missing",
          drift.name(),
          "column '%s' has no values, and %s of the champion's were missing",
          drift.name(),
          Plain.percent(drift.missingBefore()));
    } else if (change >= settings.missingTold()) {
      found(
          change >= settings.missingActs() ? Severity.ACTS : Severity.TOLD,
          "missing",
          drift.name(),
          "%s of column '%s' are missing, and %s of the champion's were",
          Plain.percent(drift.missingNow()),
          drift.name(),
          Plain.percent(drift.missingBefore()));
    }
  }

  private void levels(ColumnCounts before, ColumnCounts now, boolean ofLabel) {
    String name = before.bins().name();
    double unknown = now.share(ColumnBins.UNKNOWN) - before.share(ColumnBins.UNKNOWN);
    boolean none = before.count(ColumnBins.UNKNOWN) == 0 && now.count(ColumnBins.UNKNOWN) > 0;
    if (none || unknown >= UNKNOWN_TOLD) {
      found(
          Severity.TOLD,
          "levels",
          name,
          "%s of %s '%s' are levels that the champion does not know%s",
          Plain.percent(now.share(ColumnBins.UNKNOWN)),
          ofLabel ? "label" : "column",
          name,
          now.unknown().isEmpty() ? "" : ", such as '%s'".formatted(now.unknown().get(0)));
    }
    int left = 0;
    for (int bin = ColumnBins.FIRST_LEVEL; bin < before.bins().count(); bin++) {
      left += now.count(bin) > 0 ? 1 : 0;
      if (now.count(bin) == 0
          && before.share(bin) >= FREQUENT
          && before.share(bin) * now.rows() >= EXPECTED_ROWS) {
        found(
            ofLabel ? Severity.ACTS : Severity.TOLD,
            "levels",
            name,
            "'%s' has vanished from %s '%s', of which it was %s",
            before.bins().level(bin),
            ofLabel ? "label" : "column",
            name,
            Plain.percent(before.share(bin)));
      }
    }
    if (ofLabel && left < 2 && now.count(ColumnBins.UNKNOWN) == 0) {
      found(Severity.ERROR, "labels", name, "label '%s' has one class alone", name);
    }
  }
}
