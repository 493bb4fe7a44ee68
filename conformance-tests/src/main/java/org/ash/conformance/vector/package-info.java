/**
 * Cases as data: operators, tensors and results in JSON files that people write and review.
 *
 * <p>May enter: reading and writing such files. May not enter: anything that runs a backend.
 */
package org.ash.conformance.vector;
