/**
 * Tensors and checkpoints on disk: the safetensors format, and a store in which a complete
 * checkpoint exists at every instant, whatever fails.
 *
 * <p>May enter: formats, atomic writing, checks of what is read. May not enter: what a checkpoint
 * means to a training (see {@link org.ash.train.Checkpoint}).
 */
package org.ash.train.checkpoint;
