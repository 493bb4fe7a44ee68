/**
 * The conformance suite: what any backend must do, and the verdict on one.
 *
 * <p>A team with a backend extends {@link org.ash.conformance.BackendConformance} in its tests;
 * programs use {@link org.ash.conformance.Conformance}. Both judge by the same rules ({@code
 * rule}), against the float64 oracle, within the tolerances of {@code agreement}.
 *
 * <p>May enter: the entries and the report. May not enter: anything that knows one engine, asks for
 * its name or depends on it.
 */
package org.ash.conformance;
