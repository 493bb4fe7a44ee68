/**
 * What makes a graph of the IR a list of prepared steps for one binding of its symbols: which
 * values share memory, where each lies, and in which order the steps run.
 *
 * <p>May enter: liveness, buffer assignment, rewriting of steps, running a plan. May not enter: how
 * an operator is computed.
 */
package org.ash.dl4j.plan;
