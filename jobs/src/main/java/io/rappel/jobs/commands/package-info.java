/**
 * The commands: {@link io.rappel.jobs.commands.TrainCommand}, {@link
 * io.rappel.jobs.commands.EvaluateCommand}, {@link io.rappel.jobs.commands.PredictCommand}, {@link
 * io.rappel.jobs.commands.InspectCommand}, {@link io.rappel.jobs.commands.BenchCommand}. They
 * parse, read, call the trainer and write.
 */
package io.rappel.jobs.commands;
