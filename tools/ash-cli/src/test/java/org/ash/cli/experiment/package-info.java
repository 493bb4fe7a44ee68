/** Tests of reading and running experiments. */
package org.ash.cli.experiment;
