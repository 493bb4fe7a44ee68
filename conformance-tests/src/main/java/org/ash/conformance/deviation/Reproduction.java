package org.ash.conformance.deviation;

import org.ash.conformance.operator.OperatorCase;

/**
 * The smallest case in which a deviation shows.
 *
 * @param operatorCase the case
 * @param leastUlps the deviation counts as gone when no element is off by this many units in the
 *     last place; 0: when the case agrees within the tolerance of its operator. For deviations that
 *     the tolerance allows
 */
public record Reproduction(OperatorCase operatorCase, double leastUlps) {}
