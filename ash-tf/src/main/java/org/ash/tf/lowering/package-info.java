/**
 * How a graph is written as TensorFlow operations: one file per operator family, named as its
 * siblings in the other rooms, and the physical layout of values in {@link
 * org.ash.tf.lowering.Layout}.
 *
 * <p>May enter: translation of operators, layouts and symbolic extents. May not enter: sessions,
 * and TensorFlow's own gradients.
 */
package org.ash.tf.lowering;
