/** The ONNX project's own node tests, read with our schema and computed by the oracle. */
package org.ash.onnx.nodetest;
