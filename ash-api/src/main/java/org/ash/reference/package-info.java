/**
 * The oracle: a backend in plain Java, float64, slow and obvious. It is the documentation of what
 * each operator means, the truth that engines are compared with, and it trains, too.
 *
 * <p>May enter: one kernel per operator, a few readable lines that are the formula, in one file per
 * operator family; what evaluates graphs with them. May not enter: cleverness for speed, threads,
 * blocking, natives.
 */
package org.ash.reference;
