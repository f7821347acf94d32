/**
 * Update rules as chains of a small {@link io.rappel.trainer.optim.rule.Transform} each, with
 * explicit state.
 */
package io.rappel.trainer.optim.rule;
