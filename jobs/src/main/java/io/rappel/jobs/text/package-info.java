/**
 * Words for people: {@link io.rappel.jobs.text.Sentences}, numbers ({@link
 * io.rappel.jobs.text.Amounts}), names nearly hit ({@link io.rappel.jobs.text.Nearest}), without
 * what would disturb a terminal ({@link io.rappel.jobs.text.Printable}) or is nobody's business
 * ({@link io.rappel.jobs.text.Secrets}).
 */
package io.rappel.jobs.text;
