/**
 * From stored bytes to the batches that a network sees: order, augmentation, normalization, and
 * threads that work ahead. Everything random is a pure function of (seed, epoch, image index).
 *
 * <p>May enter: what every image data set shares on its way to a network. May not enter: file
 * formats, decoding, models.
 */
package org.ash.data.pipeline;
