/** Tests of tables. */
package org.ash.cli.study;
