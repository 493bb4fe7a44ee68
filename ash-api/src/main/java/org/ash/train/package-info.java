/**
 * Training: losses, optimizers and schedules as graphs, the loop that runs them, checkpoints,
 * prediction.
 *
 * <p>May enter: what turns a network and a data set into a trained network, on any backend. May not
 * enter: data formats and decoding (tools), engines, terminals.
 */
package org.ash.train;
