/**
 * What columns mean: which are features, labels and weights ({@link
 * io.rappel.jobs.rows.columns.ColumnChoice}), of which kinds ({@link
 * io.rappel.jobs.rows.columns.FeatureKinds}), and what the label is ({@link
 * io.rappel.jobs.rows.columns.LabelChoice}).
 */
package io.rappel.jobs.rows.columns;
