package org.ash.data.synthetic;

import org.ash.tensor.Tensor;

/**
 * A generated image and the truth about it.
 *
 * @param pixels UINT8 {@code [3, size, size]}, red, green, blue
 * @param shape what it shows
 * @param box the smallest box around the mask
 * @param mask BOOL {@code [size, size]}, true where the figure covers at least half of the pixel
 */
public record ShapeImage(Tensor pixels, ShapeClass shape, Box box, Tensor mask) {}
