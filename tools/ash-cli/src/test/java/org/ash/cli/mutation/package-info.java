/**
 * Tests that change the bytes of files at random: each reader is an entry of {@link
 * org.ash.cli.mutation.FileReaders}.
 */
package org.ash.cli.mutation;
