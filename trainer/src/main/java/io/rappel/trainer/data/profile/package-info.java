/**
 * What is found out about columns while their rows are read: {@link
 * io.rappel.trainer.data.profile.TableProfile} has a {@link
 * io.rappel.trainer.data.profile.ColumnProfile} of each.
 */
package io.rappel.trainer.data.profile;
