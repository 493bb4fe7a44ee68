/**
 * Reports of conformance: as JSON for programs and as the baseline of a later run, as HTML for
 * people, and what has changed between two of them.
 *
 * <p>May enter: writing, reading and comparing reports. May not enter: rules, tolerances, and
 * anything that runs a backend.
 */
package org.ash.conformance.report;
