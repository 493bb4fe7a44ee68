/**
 * Tests of the suite: the reference backend with one bug at a time, each of which a named rule must
 * catch.
 *
 * <p>May enter: bugs that engines have had or could have, a few lines each. May not enter: bugs
 * that no rule is meant to catch.
 */
package org.ash.conformance.broken;
