/**
 * The natives that look at a finished model, ONNX's own checker and ONNX Runtime, on files that
 * somebody else made. A crafted or damaged file can crash them, hang them or take all memory, so
 * they run in a process of their own, with limits: {@link org.ash.onnx.guard.GuardedNatives}. Who
 * trusts a file has them here: {@link org.ash.onnx.guard.TrustedNatives}.
 *
 * <p>May enter: what is asked of natives about a file, and the way to another process. May not
 * enter: what a right answer is; that is the verification's.
 */
package org.ash.onnx.guard;
