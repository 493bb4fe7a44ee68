package org.ash.cli;

/** What commands are for; the root's help lists them in this order. */
public enum CommandGroup {
  /** The first thing to type. */
  START("Start here"),
  /** Making networks. */
  TRAIN("Train"),
  /** Using them elsewhere. */
  DEPLOY("Deploy"),
  /** What there is. */
  LOOK("Look"),
  /** Whether engines are right. */
  PROVE("Prove"),
  /** How fast it is. */
  MEASURE("Measure"),
  /** Help with the command itself. */
  SHELL("Help");

  private final String title;

  CommandGroup(String title) {
    this.title = title;
  }

  /** The heading in the help. */
  public String title() {
    return title;
  }
}
