/** Tests of natives in a process of their own. */
package org.ash.onnx.guard;
