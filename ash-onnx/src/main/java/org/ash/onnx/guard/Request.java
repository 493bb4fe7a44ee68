package org.ash.onnx.guard;

/** What a guarded process is asked for. */
enum Request {
  /** Whether it is there. */
  START("starting"),
  CHECK("checking"),
  LOAD("loading"),
  RUN("running");

  private final String doing;

  Request(String doing) {
    this.doing = doing;
  }

  /** Who does it. */
  String who() {
    return switch (this) {
      case START -> "the process for files of others";
      case CHECK -> "the official checker";
      case LOAD, RUN -> "ONNX Runtime";
    };
  }

  /** For a sentence on what is done to the model. */
  String doing() {
    return doing;
  }
}
