/**
 * A backend of a handful of operators, to begin a new one from, and the verdict of the suite on it.
 *
 * <p>May enter: the toy and the test that judges it. May not enter: anything that it would take
 * more than one short file to read.
 */
package org.ash.conformance.toy;
