/**
 * TensorFlow Java as a backend: one TensorFlow graph and one session per loaded module, variables
 * as resource variables on the device, images NHWC inside; and {@link org.ash.tf.AshOps} for those
 * who write TensorFlow Java by hand.
 *
 * <p>May enter: opening the engine, running what was lowered, copying tensors in and out. May not
 * enter: how an operator is written in TensorFlow (see {@link org.ash.tf.lowering}), losses,
 * optimizers, models.
 */
package org.ash.tf;
