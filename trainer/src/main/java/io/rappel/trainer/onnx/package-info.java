/**
 * Models as ONNX graphs: {@link io.rappel.trainer.onnx.OnnxExport} writes the whole path from raw
 * columns to predictions.
 */
package io.rappel.trainer.onnx;
