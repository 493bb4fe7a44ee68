/**
 * Verification of a finished model: its structure, then its numbers. {@link
 * org.ash.onnx.verify.OnnxVerifier} is the entry, {@link org.ash.onnx.verify.VerifiedFile} writes a
 * model so that one that fails is never found under its final name.
 *
 * <p>May enter: checks of a file as a stranger would load it. May not enter: knowledge of how it
 * was exported.
 */
package org.ash.onnx.verify;
