/**
 * ONNX Runtime: as a backend of the contract with engines, and as what runs a finished model.
 *
 * <p>May enter: all use of {@code ai.onnxruntime}, which is guarded here, since a call on a closed
 * handle kills the JVM. May not enter: what an operator is in ONNX; that is the exporter's.
 */
package org.ash.onnx.runtime;
