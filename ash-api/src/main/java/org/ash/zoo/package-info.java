/**
 * The paper's networks, by name.
 *
 * <p>May enter: whole networks made of layers, and the catalogue of them. May not enter: layers of
 * general use (see {@code org.ash.nn}), data, training.
 */
package org.ash.zoo;
