package org.ash.cli;

/**
 * A command that another module brings, found by {@link java.util.ServiceLoader}: modules that
 * stand above this one, such as the benchmarks, add theirs without being known here.
 */
public interface CommandProvider {

  /** Where the root's help lists it. */
  CommandGroup group();

  /** A new object whose class carries picocli's {@code @Command} with a name. */
  Object command();
}
