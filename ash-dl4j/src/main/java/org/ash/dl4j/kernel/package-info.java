/**
 * How each operator is computed on arrays in native memory: by ND4J's operators and its BLAS for
 * convolutions, matrix products and transcendental functions, by loops in Java elsewhere. One file
 * per operator family, named as its siblings in the other rooms.
 *
 * <p>May enter: kernels and what they share. May not enter: graphs, plans, sessions.
 */
package org.ash.dl4j.kernel;
