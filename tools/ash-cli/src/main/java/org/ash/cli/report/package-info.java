/**
 * The report of a run: one HTML page that needs no other file and no network.
 *
 * <p>May enter: pages, charts, and the data they show. May not enter: training, reading of engines.
 */
package org.ash.cli.report;
