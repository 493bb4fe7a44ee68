/**
 * What is kept in the folder for caches, and what of it somebody uses.
 *
 * <p>May enter: the parts of that folder. May not enter: making them, which the libraries do that
 * need them.
 */
package org.ash.cli.cache;
