package org.ash.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/**
 * The version in the jar's manifest; classes run from a folder call themselves a development build.
 */
public final class AshVersion implements IVersionProvider {

  /** Made by picocli. */
  public AshVersion() {}

  /** The version alone. */
  public static String number() {
    return Optional.ofNullable(Ash.class.getPackage().getImplementationVersion())
        .orElse("(development build)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "ash " + number(), "Java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }
}
