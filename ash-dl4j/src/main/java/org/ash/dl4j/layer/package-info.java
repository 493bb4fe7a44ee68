/**
 * ASH as a layer for networks that are written in DL4J itself. Needs {@code
 * org.deeplearning4j:deeplearning4j-nn} on the class path, which the backend {@code dl4j} does not.
 *
 * <p>May enter: layers that a user of DL4J adds to a MultiLayerNetwork or a ComputationGraph. May
 * not enter: anything that the backend needs.
 */
package org.ash.dl4j.layer;
