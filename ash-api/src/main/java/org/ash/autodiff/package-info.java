/**
 * Reverse-mode differentiation, graph to graph: the gradient of a graph is written into the same
 * graph, so that all engines compute the same gradient by construction.
 *
 * <p>May enter: one gradient rule per operator, in one file per operator family, the sweep that
 * applies them, and what decides which forward results gradients find kept. May not enter: kernels,
 * optimizers, engines.
 */
package org.ash.autodiff;
