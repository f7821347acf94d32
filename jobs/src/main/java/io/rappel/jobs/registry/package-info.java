/**
 * Where models of a retrained task live: a log of what became champion and why, on any file system
 * that can say who was first ({@link io.rappel.jobs.registry.log.RegistryLog}), and the models,
 * which never change ({@link io.rappel.jobs.registry.Registry}).
 */
package io.rappel.jobs.registry;
