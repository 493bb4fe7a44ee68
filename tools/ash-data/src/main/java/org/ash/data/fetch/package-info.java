/**
 * Downloads of published archives: resumed where they broke off, and checked before they are used.
 *
 * <p>May enter: what moves files from the network to the disk. May not enter: what is in them.
 */
package org.ash.data.fetch;
