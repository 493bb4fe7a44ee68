package org.ash.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/**
 * The version in the jar's manifest; classes run from a folder call themselves a development build.
 */
final class AshVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Ash.class.getPackage().getImplementationVersion())
            .orElse("(development build)");
    return new String[] {
      "ash " + version, "Java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }
}
