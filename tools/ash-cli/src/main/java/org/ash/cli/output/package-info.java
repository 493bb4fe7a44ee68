/**
 * How results, logs and progress look: text for people, JSON for programs, colour on terminals.
 *
 * <p>May enter: forms of output that several commands share. May not enter: what is printed.
 */
package org.ash.cli.output;
