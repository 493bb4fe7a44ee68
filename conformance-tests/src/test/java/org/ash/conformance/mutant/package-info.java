/**
 * Broken backends made by machine: the reference backend with one operator that does something
 * wrong, drawn by a seed from effect, region and occasion, and the share of them that the suite
 * catches.
 *
 * <p>May enter: kinds of faults, and what finds and judges them. May not enter: a fault without a
 * witness; single bugs, which belong to {@code broken}.
 */
package org.ash.conformance.mutant;
