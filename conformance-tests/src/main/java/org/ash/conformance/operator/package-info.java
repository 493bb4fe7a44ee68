/**
 * What operators are tried on: sweeps over attributes, shapes, special values and awkward lengths,
 * random cases that shrink, one file per family of operators.
 *
 * <p>May enter: cases, that is operators with inputs. May not enter: expected values, which are the
 * oracle's, and tolerances.
 */
package org.ash.conformance.operator;
