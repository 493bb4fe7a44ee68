/** Tests of {@code org.ash.cli.train}. */
package org.ash.cli.train;
