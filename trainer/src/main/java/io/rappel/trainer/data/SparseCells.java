package io.rappel.trainer.data;

/**
 * Rows of numbers of which most are 0, compressed: the entries of row i lie at indices start[i] to
 * start[i + 1] − 1. Not to be modified.
 *
 * @param width number of columns
 * @param start length: at least rows + 1
 * @param column of each entry, ascending within a row, from 0
 * @param value of each entry, finite and not 0
 */
public record SparseCells(int width, int[] start, int[] column, double[] value) {}
