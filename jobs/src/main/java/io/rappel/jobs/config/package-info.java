/**
 * What a command is told: its options in groups ({@link io.rappel.jobs.config.RowsOptions} and so
 * on), a file of them ({@link io.rappel.jobs.config.ConfigFile}), and what came out of both ({@link
 * io.rappel.jobs.config.EffectiveConfiguration}).
 */
package io.rappel.jobs.config;
