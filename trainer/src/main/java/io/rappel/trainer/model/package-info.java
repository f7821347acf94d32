/**
 * Trained networks: a {@link io.rappel.trainer.model.Model} holds all that its use needs, a {@link
 * io.rappel.trainer.model.Predictor} applies it, and {@link io.rappel.trainer.model.ModelFormat}
 * writes and reads it as {@code model.json} and {@code weights.safetensors} in a {@link
 * io.rappel.trainer.model.file.ModelDirectory}.
 */
package io.rappel.trainer.model;
