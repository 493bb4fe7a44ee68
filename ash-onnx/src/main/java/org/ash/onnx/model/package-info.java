/**
 * The ONNX format in terms of this project: types, tensors, versions, metadata, files.
 *
 * <p>May enter: conversions between the generated messages of {@code org.ash.onnx.proto} and {@link
 * org.ash.tensor} or {@link org.ash.ir}. May not enter: operators, engines.
 */
package org.ash.onnx.model;
