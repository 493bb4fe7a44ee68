/**
 * Memory outside the Java heap, and typed arrays in it.
 *
 * <p>May enter: blocks of memory with an owner that frees them, arrays with element type and shape,
 * and their views for Java and for ND4J. May not enter: operators and graphs.
 */
package org.ash.dl4j.memory;
