/**
 * The intermediate representation: immutable, typed graphs of operators with ONNX's names and
 * semantics, images logically NCHW.
 *
 * <p>One file per operator family holds the records of that family: attributes, shape inference,
 * and the definition as Javadoc. The same family names recur in every room that deals with
 * operators (rules, kernels, lowerings, export).
 *
 * <p>May enter: operators, graphs, what checks, rewrites and prints them. May not enter: numbers
 * computed from tensors, gradients, layers, engines.
 */
package org.ash.ir;
