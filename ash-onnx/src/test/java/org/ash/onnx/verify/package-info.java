/** Verification: good models pass, each kind of broken one is found. */
package org.ash.onnx.verify;
