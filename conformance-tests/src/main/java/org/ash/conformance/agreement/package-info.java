/**
 * What "agree" means: the tolerance of each operator with its reason, how the tolerances of parts
 * add up in a composite or a network, and the comparison with the oracle.
 *
 * <p>May enter: tolerances, in {@link org.ash.conformance.agreement.Tolerances} alone, and
 * comparison. May not enter: a tolerance that knows an engine; what an engine gets wrong belongs on
 * the list of known deviations.
 */
package org.ash.conformance.agreement;
