/**
 * Rappel's networks as stages of Spark's pipelines: {@link rappel.ml.RappelClassifier} and {@link
 * rappel.ml.RappelRegressor} train, their models predict. The package bears the name of the Python
 * package {@code rappel.ml}, as PySpark finds the one by the other.
 */
package rappel.ml;
