/**
 * Files of rows: which they are ({@link io.rappel.jobs.rows.files.InputFiles}), their {@link
 * io.rappel.jobs.rows.files.RowFormat}, their headers and schemas, and the frame that reads them
 * ({@link io.rappel.jobs.rows.files.FileFrames}).
 */
package io.rappel.jobs.rows.files;
