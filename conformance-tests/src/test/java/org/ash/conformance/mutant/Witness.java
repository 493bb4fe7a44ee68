package org.ash.conformance.mutant;

/**
 * A smallest case found in which a mutant differs from the reference.
 *
 * @param operatorCase operator, attributes and types of operands
 * @param runs in the last of how many runs, counted in the last executable
 * @param executables in how many executables, one after the other
 * @param difference what is wrong there
 */
record Witness(String operatorCase, int runs, int executables, String difference) {
  @Override
  public String toString() {
    String when =
        runs == 1 && executables == 1 ? "" : " run " + runs + " of executable " + executables;
    return operatorCase + when + ": " + difference;
  }
}
