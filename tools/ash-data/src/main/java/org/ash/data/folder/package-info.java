/**
 * Data sets that are folders of image files, decoded when they are needed: which files there are,
 * what is taken of each image, and batches of them.
 *
 * <p>May enter: what sets of files too large for memory need. May not enter: decoders of images
 * (package image), and what sets in memory need as well (package pipeline).
 */
package org.ash.data.folder;
