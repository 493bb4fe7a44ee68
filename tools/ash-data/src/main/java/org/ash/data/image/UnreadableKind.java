package org.ash.data.image;

import java.io.IOException;

/** That an image may be sound, but is of a kind that is not read here. The message names it. */
final class UnreadableKind extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableKind(String message) {
    super(message);
  }
}
