/**
 * Charts as SVG with real text, or as PNG: scales, marks, colours.
 *
 * <p>May enter: what draws numbers. May not enter: where the numbers come from.
 */
package org.ash.page.chart;
