/** The module as its users meet it. */
package org.ash.onnx;
