package org.ash.train;

import java.util.Optional;

/** The version of this project that runs. */
final class ProjectVersion {
  private ProjectVersion() {}

  /** From the jar's manifest; {@code development} when it runs from class files. */
  static String text() {
    return Optional.ofNullable(ProjectVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
