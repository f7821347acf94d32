/**
 * Feed-forward networks of dense layers: {@link io.rappel.trainer.network.Network}, its layers and
 * activations, and {@link io.rappel.trainer.network.ParameterLayout}, which places every weight and
 * bias in one flat vector.
 */
package io.rappel.trainer.network;
