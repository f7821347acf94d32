package io.rappel.trainer.config;

import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.NumberEncoding;

/**
 * What becomes of columns before the first layer.
 *
 * @param scaling of features, and of targets where the loss asks for it
 * @param encoding of numbers, beside themselves
 * @param maxLevels inputs of a category, at the most; further levels share one
 */
public record FeatureSettings(ScalingKind scaling, NumberEncoding encoding, int maxLevels) {}
