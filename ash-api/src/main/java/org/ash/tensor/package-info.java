/**
 * Host tensors: element types, concrete shapes, and typed blocks of off-heap memory.
 *
 * <p>May enter: what describes or holds numbers on the host, and the counter-based random numbers
 * that every other room draws from. May not enter: arithmetic on tensors (that is the work of a
 * backend), symbolic dimensions (see {@code org.ash.ir}), files and formats.
 */
package org.ash.tensor;
