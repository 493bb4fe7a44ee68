/**
 * The {@code ash} command: one class per subcommand, its options, and what it prints.
 *
 * <p>What enters: parsing of arguments, output for people and for programs, reports. What does not:
 * anything that a program using the library would need, too; that belongs to the modules below.
 */
package org.ash.cli;
