/**
 * Images as bytes: a compact store of many, reading single files, a picture of a whole set.
 *
 * <p>May enter: what handles decoded 8-bit images. May not enter: file formats of data sets, and
 * the floating-point batches that networks see (package pipeline).
 */
package org.ash.data.image;
