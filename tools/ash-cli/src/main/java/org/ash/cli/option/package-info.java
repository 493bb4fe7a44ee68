/**
 * Options that several commands share, as picocli mixins, and what they stand for: an engine, a
 * data set, a run.
 *
 * <p>May enter: an option that a second command needs. May not enter: what commands do.
 */
package org.ash.cli.option;
