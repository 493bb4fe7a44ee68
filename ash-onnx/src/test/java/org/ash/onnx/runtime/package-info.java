/** Models on ONNX Runtime, against the oracle. */
package org.ash.onnx.runtime;
