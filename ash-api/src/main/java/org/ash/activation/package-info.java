/**
 * The catalogue of activations: ASH, its variants and the baselines, parsed by name, and what each
 * writes into a graph.
 *
 * <p>May enter: activations, their parameters, the inverse normal that ASH's percentiles need. May
 * not enter: layers, gradients (see {@code org.ash.autodiff}), kernels.
 */
package org.ash.activation;
