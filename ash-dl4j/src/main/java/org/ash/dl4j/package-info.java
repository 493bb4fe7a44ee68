/**
 * The backend {@code dl4j}: an executor of our own over ND4J's native operators.
 *
 * <p>May enter: the provider, the open backend and the executable with its variables and plans. May
 * not enter: how an operator is computed, which {@link org.ash.dl4j.kernel} knows, and how a graph
 * is laid out in memory, which {@link org.ash.dl4j.plan} knows. ND4J's SameDiff is not used.
 */
package org.ash.dl4j;
