/**
 * What values options can have ({@link io.rappel.jobs.config.values.Converters}), and where they
 * come from when they are not given: {@link io.rappel.jobs.config.values.TrainingDefaults} and
 * {@link io.rappel.jobs.config.values.ConfigFile}.
 */
package io.rappel.jobs.config.values;
