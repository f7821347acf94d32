/**
 * Rows of a block, dense, sparse or mixed, and their products with weights: {@link
 * io.rappel.trainer.math.rows.Rows64}.
 */
package io.rappel.trainer.math.rows;
