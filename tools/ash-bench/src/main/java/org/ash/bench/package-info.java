/**
 * Benchmarks of whole training steps and of parts, with the peers written by hand that they are
 * measured against.
 */
package org.ash.bench;
