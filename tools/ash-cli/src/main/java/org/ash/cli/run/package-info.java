/**
 * The run folder: what a training leaves behind for people and tools to look at.
 *
 * <p>May enter: writers and readers of the files of a run folder. May not enter: commands,
 * training.
 */
package org.ash.cli.run;
