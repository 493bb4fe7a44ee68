/** Tests of figures. */
package org.ash.cli.figure;
