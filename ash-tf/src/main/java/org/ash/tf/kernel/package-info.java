/**
 * ASH as operators of TensorFlow's own graph on CPU, with kernels written in Java.
 *
 * <p>TensorFlow's C kernel interface takes function pointers; JNA makes them from Java methods, so
 * that {@code AshFused} and {@code AshFusedGradient} run inside a session like any other operator,
 * in two passes over a sample instead of the dozen that the composition of TensorFlow's own
 * operators needs. {@link org.ash.tf.kernel.AshKernel} is the door: everything else is private.
 *
 * <p>What enters: the binding to the C kernel interface, and what hands tensors to the arithmetic
 * of {@link org.ash.host}. What stays outside: the IR and its lowering, GPUs, and any operator
 * other than ASH.
 */
package org.ash.tf.kernel;
