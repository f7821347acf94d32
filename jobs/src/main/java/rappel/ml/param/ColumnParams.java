package rappel.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** Which columns are learnt from, and what their cells become. */
public interface ColumnParams extends StageParams {

  /**
   * Columns to learn from, of numbers, text, booleans, dates, vectors or arrays, instead of
   * featuresCol.
   */
  default StringArrayParam featuresCols() {
    return paramSet().featuresCols;
  }

  /** The value of {@link #featuresCols}, or its default. */
  default String[] getFeaturesCols() {
    return getOrDefault(featuresCols());
  }

  /** A boolean column that is true in rows to validate on; unset: a share of the rows. */
  default Param<String> validationIndicatorCol() {
    return paramSet().validationIndicatorCol;
  }

  /** The value of {@link #validationIndicatorCol}, or its default. */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /**
   * What numbers become beside themselves: none, hat or thermometer, with :BINS; auto: none for
   * vectors, else hat.
   */
  default Param<String> encoding() {
    return paramSet().encoding;
  }

  /** The value of {@link #encoding}, or its default. */
  default String getEncoding() {
    return getOrDefault(encoding());
  }

  /** Of features: auto, standard, robust, min-max or none. */
  default Param<String> scaling() {
    return paramSet().scaling;
  }

  /** The value of {@link #scaling}, or its default. */
  default String getScaling() {
    return getOrDefault(scaling());
  }

  /** Inputs of a category, the most frequent levels first; all others share one. */
  default IntParam maxLevels() {
    return paramSet().maxLevels;
  }

  /** The value of {@link #maxLevels}, or its default. */
  default int getMaxLevels() {
    return (int) getOrDefault(maxLevels());
  }

  /** Columns among featuresCols whose numbers are codes. */
  default StringArrayParam categories() {
    return paramSet().categories;
  }

  /** The value of {@link #categories}, or its default. */
  default String[] getCategories() {
    return getOrDefault(categories());
  }

  /** Texts that stand for a missing cell, beside blank ones. */
  default StringArrayParam missing() {
    return paramSet().missing;
  }

  /** The value of {@link #missing}, or its default. */
  default String[] getMissing() {
    return getOrDefault(missing());
  }

  /** How dates in text are written, where not as 2026-01-31 or 2026-01-31 18:30. */
  default Param<String> dateFormat() {
    return paramSet().dateFormat;
  }

  /** The value of {@link #dateFormat}, or its default. */
  default String getDateFormat() {
    return getOrDefault(dateFormat());
  }
}
