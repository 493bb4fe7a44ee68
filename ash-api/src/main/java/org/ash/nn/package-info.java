/**
 * Layers: what writes convolutions, normalizations and dense layers, with their parameters, into a
 * graph.
 *
 * <p>May enter: layers, initializers, the owner of parameters. May not enter: whole networks (see
 * {@code org.ash.zoo}), losses and training (see {@code org.ash.train}).
 */
package org.ash.nn;
