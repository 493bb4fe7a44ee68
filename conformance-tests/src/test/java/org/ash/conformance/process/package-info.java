/** Backends judged in processes of their own. */
package org.ash.conformance.process;
