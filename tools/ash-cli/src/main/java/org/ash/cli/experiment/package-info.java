/**
 * Experiments: a YAML file that describes a grid of trainings, and what runs the grid and can be
 * killed at any time.
 *
 * <p>May not enter: how a single training goes ({@code train}), tables and tests of what came out
 * ({@code study}).
 */
package org.ash.cli.experiment;
