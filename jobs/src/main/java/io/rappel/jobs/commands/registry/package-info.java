/**
 * The commands on a registry: {@link io.rappel.jobs.commands.registry.RetrainCommand} founds and
 * fills it, {@link io.rappel.jobs.commands.registry.VersionsCommand} lists what it holds, {@link
 * io.rappel.jobs.commands.registry.PromoteCommand} and {@link
 * io.rappel.jobs.commands.registry.RollbackCommand} change the champion.
 */
package io.rappel.jobs.commands.registry;
