package org.ash.conformance.deviation;

import org.ash.conformance.rule.Finding;

/**
 * A finding that a known deviation explains.
 *
 * @param deviation id of the entry
 * @param finding what was found
 */
public record CoveredFinding(String deviation, Finding finding) {}
