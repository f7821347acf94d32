/**
 * Sections of pages, each from what a run has told, such as {@link
 * io.rappel.jobs.report.section.RunLog}.
 */
package io.rappel.jobs.report.section;
