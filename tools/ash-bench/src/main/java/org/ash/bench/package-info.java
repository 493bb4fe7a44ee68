/**
 * Benchmarks of whole training and inference steps, and the hand-written TensorFlow program that
 * they are held against.
 *
 * <p>Each contender runs in a process of its own, so that its memory is its own; rounds of steps
 * are interleaved between the processes, so that drift of the machine hits all alike. May enter:
 * workloads, processes that run them, statistics of what they give. May not enter: commands.
 */
package org.ash.bench;
