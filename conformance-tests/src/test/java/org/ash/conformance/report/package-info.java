/** Reports of conformance say what was found, and no more. */
package org.ash.conformance.report;
