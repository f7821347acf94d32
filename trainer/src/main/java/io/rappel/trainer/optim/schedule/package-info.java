/** How the length of a step changes: each {@link io.rappel.trainer.optim.schedule.Schedule}. */
package io.rappel.trainer.optim.schedule;
