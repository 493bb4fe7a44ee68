/**
 * Pictures of what a trained network does: what its activations keep, how what they are given is
 * distributed, where it sees a class.
 *
 * <p>May not enter: the computation in the network itself, which is {@code FeatureProbe}'s.
 */
package org.ash.cli.figure;
