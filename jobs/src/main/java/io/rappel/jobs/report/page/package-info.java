/** What every page has: markup, numbers as text, tables and style. */
package io.rappel.jobs.report.page;
