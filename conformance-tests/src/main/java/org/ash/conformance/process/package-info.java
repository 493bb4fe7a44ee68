/**
 * Judging a backend in a process of its own, for engines that may crash or hang.
 *
 * <p>May enter: starting the process, talking to it, outliving it. May not enter: what a rule
 * checks ({@code rule}).
 */
package org.ash.conformance.process;
