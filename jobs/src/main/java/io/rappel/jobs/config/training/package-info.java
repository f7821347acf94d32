/**
 * Options that say how networks are trained, such as {@link
 * io.rappel.jobs.config.training.DescentOptions}: a group for each group of settings.
 */
package io.rappel.jobs.config.training;
