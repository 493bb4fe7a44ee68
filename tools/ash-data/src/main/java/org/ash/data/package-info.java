/**
 * Data sets by name: {@link org.ash.data.DataSets#open} reads or makes one, ready to train on.
 *
 * <p>May enter: what a data set is, how one is asked for, and its errors. May not enter: file
 * formats (a package each below), models, terminals.
 */
package org.ash.data;
