/**
 * Tensors on both sides of the border: element types and copies.
 *
 * <p>May enter: what TensorFlow's and the project's tensors have to do with one another. May not
 * enter: graphs and sessions.
 */
package org.ash.tf.tensor;
