/**
 * What experiments gave, as tables and curves: means, intervals, tests of differences.
 *
 * <p>May not enter: how experiments are run ({@code experiment}).
 */
package org.ash.cli.study;
