package org.ash.ir;

/**
 * An operator defined by a user, preferably a record, so that equal operators are equal. It runs on
 * every backend, is differentiated and exported through its decomposition.
 */
public non-sealed interface CustomOp extends CompositeOp {}
