/**
 * A training in a run folder: what it was asked for, what it leaves behind, how it tells of its
 * progress, how it is stopped.
 *
 * <p>May enter: what commands that train share. May not enter: how a network is trained; that is
 * {@code org.ash.train}.
 */
package org.ash.cli.train;
