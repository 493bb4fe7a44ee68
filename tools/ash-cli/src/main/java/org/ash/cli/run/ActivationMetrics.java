package org.ash.cli.run;

/**
 * What one ASH activation has learned.
 *
 * @param place name of the place in the network
 * @param alpha sharpness of the gate; at or below 0 the gate no longer keeps the large ones
 * @param z threshold in standard deviations
 * @param activeShare share of the elements with u above 0 on some test images, 0..1
 */
public record ActivationMetrics(String place, double alpha, double z, double activeShare) {}
