/** Rules for the project as a whole: which module may use which, and how the source tree looks. */
package org.ash.architecture;
