/**
 * Images made by arithmetic alone, for use without a download: the same bytes on every machine.
 *
 * <p>May enter: generated data and the truth that comes with it (classes, boxes, masks). May not
 * enter: files, the platform's drawing routines, whose pixels differ between systems.
 */
package org.ash.data.synthetic;
