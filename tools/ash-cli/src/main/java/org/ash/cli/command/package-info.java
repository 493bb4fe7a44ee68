/**
 * One class for each command: its options, what it does with the modules below, what it prints.
 *
 * <p>May not enter: anything that a program using the library would need, too.
 */
package org.ash.cli.command;
