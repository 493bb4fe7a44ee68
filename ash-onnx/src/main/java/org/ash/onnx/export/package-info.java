/**
 * Graphs as ONNX models. {@link org.ash.onnx.export.OnnxExporter} is the entry; each family of
 * operators has a file that says what its operators become.
 *
 * <p>May enter: what an operator is in ONNX, by operator set. May not enter: engines, and operators
 * outside the standard domain {@code ai.onnx}, but for {@code BlockedConvolution}: it writes ONNX
 * Runtime's own ({@code com.microsoft.nchwc}) into training steps that run there, never into files.
 */
package org.ash.onnx.export;
