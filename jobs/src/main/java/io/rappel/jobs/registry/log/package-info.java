/**
 * The log of a registry: records of what became champion and why ({@link
 * io.rappel.jobs.registry.log.LogRecord}), each of which one writer alone can add ({@link
 * io.rappel.jobs.registry.log.RegistryLog}), and what follows from them ({@link
 * io.rappel.jobs.registry.log.LogState}).
 */
package io.rappel.jobs.registry.log;
