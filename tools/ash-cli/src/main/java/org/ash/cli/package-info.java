/**
 * The {@code ash} command: its root, the list of its subcommands, and what is said when one fails
 * or is used wrongly. The subcommands are in {@link org.ash.cli.command}, a class for each.
 *
 * <p>May enter: what holds for every command. May not enter: anything that a program using the
 * library would need, too; that belongs to the modules below.
 */
package org.ash.cli;
