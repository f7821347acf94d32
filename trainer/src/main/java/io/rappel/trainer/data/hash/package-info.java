/**
 * Hashes of rows by their content: which rows are the same ({@link
 * io.rappel.trainer.data.hash.ContentHash}), and which are chosen ({@link
 * io.rappel.trainer.data.hash.HashSelection}).
 */
package io.rappel.trainer.data.hash;
