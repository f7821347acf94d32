/**
 * The page that a run leaves for people, {@code report.html}: {@link
 * io.rappel.jobs.report.section.RunLog} listens to the training in bounded memory, {@link
 * io.rappel.jobs.report.Report} writes the page, a section class for each part of it. Charts are
 * SVG within the page, which needs no scripts and nothing from elsewhere.
 */
package io.rappel.jobs.report;
