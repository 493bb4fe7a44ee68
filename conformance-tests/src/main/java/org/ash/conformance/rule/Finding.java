package org.ash.conformance.rule;

/**
 * A case in which a rule was broken.
 *
 * @param caseLabel the case, so that it alone can be run again
 * @param message what was wrong, in one line; values also in hexadecimal
 */
public record Finding(String caseLabel, String message) {}
