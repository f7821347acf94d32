/**
 * Options of the commands in groups, such as {@link io.rappel.jobs.config.options.RowsOptions};
 * each checks its own and puts them where they are used.
 */
package io.rappel.jobs.config.options;
