/**
 * ONNX: {@link org.ash.onnx.model} reads and writes the format, {@link org.ash.onnx.export} turns
 * graphs into models, {@link org.ash.onnx.runtime} runs graphs on ONNX Runtime, {@link
 * org.ash.onnx.verify} checks a model before it is handed out.
 *
 * <p>The packages use each other in that order and no other.
 */
package org.ash.onnx;
