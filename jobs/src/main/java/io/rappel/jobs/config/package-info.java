/**
 * What a command is told: its arguments ({@link io.rappel.jobs.config.Arguments}), and what came
 * out of them and of a file ({@link io.rappel.jobs.config.EffectiveConfiguration}).
 */
package io.rappel.jobs.config;
