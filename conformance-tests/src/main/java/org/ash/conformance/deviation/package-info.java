/**
 * What engines are known to get wrong: reviewed lists, each entry with its smallest reproduction.
 *
 * <p>May enter: reading the lists and judging findings by them. May not enter: a tolerance (they
 * are in {@code agreement}), or code that knows an engine: the lists are data.
 */
package org.ash.conformance.deviation;
