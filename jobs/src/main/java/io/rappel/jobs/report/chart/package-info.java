/** Charts as SVG, each from numbers alone. */
package io.rappel.jobs.report.chart;
