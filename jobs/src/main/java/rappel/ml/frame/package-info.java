/** Columns of frames as features, labels and predictions. */
package rappel.ml.frame;
