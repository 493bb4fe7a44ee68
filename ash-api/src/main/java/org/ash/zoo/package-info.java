/**
 * The paper's networks, by name, and how their authors trained them.
 *
 * <p>May enter: whole networks made of layers, the catalogue of them, and the published numbers of
 * their training ({@link org.ash.zoo.Recipe}). May not enter: layers of general use (see {@code
 * org.ash.nn}), data, what trains.
 */
package org.ash.zoo;
