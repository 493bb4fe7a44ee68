/**
 * Graphs as ONNX models. {@link org.ash.onnx.export.OnnxExporter} is the entry; each family of
 * operators has a file that says what its operators become.
 *
 * <p>May enter: what an operator is in ONNX, by operator set. May not enter: engines, and any
 * operator that is not in the standard domain {@code ai.onnx}.
 */
package org.ash.onnx.export;
