/**
 * The contract with an engine, and how one is found and chosen.
 *
 * <p>A {@link org.ash.spi.BackendProvider}, found by {@link java.util.ServiceLoader}, opens a
 * {@link org.ash.spi.Backend}, which loads a module of graphs as an {@link org.ash.spi.Executable}.
 * A backend only executes graphs: it never sees a loss, an optimizer, a model or an epoch.
 *
 * <p>May enter: the contract, its checks that are the same for all engines, lookup and choice. May
 * not enter: anything that belongs to one engine.
 */
package org.ash.spi;
