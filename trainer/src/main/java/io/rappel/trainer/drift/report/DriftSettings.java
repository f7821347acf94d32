package io.rappel.trainer.drift.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From where on a difference is told of, and from where on it acts.
 *
 * @param psiTold stability index of a column from which it is told
 * @param psiActs index from which it acts
 * @param missingTold change of a column's share of missing cells from which it is told
 * @param missingActs change from which it acts
 * @param leastRows times the champion's rows; fewer are an error
 * @param mostRows times the champion's rows; more are an error
 * @param minimumRows with fewer rows, of the champion or now, columns are not compared
 * @param mostDaysOld of the newest partition; older ones are an error; null: no limit
 */
public record DriftSettings(
    double psiTold,
    double psiActs,
    double missingTold,
    double missingActs,
    double leastRows,
    double mostRows,
    int minimumRows,
    Integer mostDaysOld) {

  /** The usual ones, without a limit to the age. */
  public static final DriftSettings DEFAULT =
      new DriftSettings(0.1, 0.25, 0.05, 0.25, 0.5, 2, 1000, null);

  public DriftSettings {
    if (!(psiTold > 0 && psiActs >= psiTold)
        || !(missingTold > 0 && missingActs >= missingTold)
        || !(leastRows >= 0 && mostRows > leastRows)
        || minimumRows < 1
        || mostDaysOld != null && mostDaysOld < 0) {
      throw new IllegalArgumentException("limits of drift are not positive and ascending");
    }
  }

  /** The same with a limit to the age of the newest partition. */
  public DriftSettings withMostDaysOld(Integer days) {
    return new DriftSettings(
        psiTold, psiActs, missingTold, missingActs, leastRows, mostRows, minimumRows, days);
  }

  /** The same with other limits to the number of rows, as times the champion's. */
  public DriftSettings withRows(double least, double most) {
    return new DriftSettings(
        psiTold, psiActs, missingTold, missingActs, least, most, minimumRows, mostDaysOld);
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("psi_told", psiTold);
    map.put("psi_acts", psiActs);
    map.put("missing_told", missingTold);
    map.put("missing_acts", missingActs);
    map.put("least_rows", leastRows);
    map.put("most_rows", mostRows);
    map.put("minimum_rows", minimumRows);
    map.put("most_days_old", mostDaysOld);
    return map;
  }
}
