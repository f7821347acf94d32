/**
 * Parameters of stages, {@link rappel.ml.param.RappelParams}, and the settings of a training that
 * they are.
 */
package rappel.ml.param;
