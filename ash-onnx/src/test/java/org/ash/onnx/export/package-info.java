/** What graphs become as models: names, forms, versions; and the cases that engines run. */
package org.ash.onnx.export;
