/**
 * What every page of the project shares: its frame, its style, tables and pictures.
 *
 * <p>May enter: HTML that any page can use. May not enter: what a page is about; anything outside
 * the JDK.
 */
package org.ash.page;
