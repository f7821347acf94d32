/**
 * Places for output on any file system ({@link io.rappel.jobs.output.files.HadoopPaths}): claimed
 * by one process ({@link io.rappel.jobs.output.files.ClaimedPlace}), written beside what is there,
 * and renamed ({@link io.rappel.jobs.output.files.OutputFile}).
 */
package io.rappel.jobs.output.files;
