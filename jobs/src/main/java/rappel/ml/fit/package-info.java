/** Trainings on frames, {@link rappel.ml.fit.Fit}. */
package rappel.ml.fit;
