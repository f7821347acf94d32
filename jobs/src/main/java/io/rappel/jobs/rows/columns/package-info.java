/** What columns mean: {@link io.rappel.jobs.rows.columns.FeatureKinds} says it of features. */
package io.rappel.jobs.rows.columns;
