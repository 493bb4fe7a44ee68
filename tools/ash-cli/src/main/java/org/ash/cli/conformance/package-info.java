/**
 * Judging each backend in a process of its own, so that an engine that crashes ends neither the
 * command nor the judgement of the others.
 *
 * <p>May enter: processes and what they say to each other. May not enter: rules, options, printing.
 */
package org.ash.cli.conformance;
