/** What may depend on what inside ash-api, and what the module shows to the world. */
package org.ash.architecture;
