/**
 * The rules: an id, a sentence, and the check that holds a backend to it; one file per level.
 *
 * <p>May enter: rules and what they judge with. May not enter: the comparison of numbers ({@code
 * agreement}), the cases of operators ({@code operator}), reports.
 */
package org.ash.conformance.rule;
