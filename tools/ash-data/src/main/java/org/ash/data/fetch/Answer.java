package org.ash.data.fetch;

import java.io.IOException;
import java.util.Locale;

/** That a server, or something on the way to it, has answered, and not with what was asked for. */
final class Answer extends IOException {
  private static final long serialVersionUID = 1L;

  /** What helps. */
  enum Remedy {
    /** Nothing that is known here. */
    NONE,
    /** To ask for the whole file: the rest of it is not to be had. */
    START_AGAIN
  }

  private final Remedy remedy;

  private Answer(String message, Remedy remedy) {
    super(message);
    this.remedy = remedy;
  }

  Remedy remedy() {
    return remedy;
  }

  /** A status of the server that brings no file, or of a proxy that answers for it. */
  static Answer status(int status, boolean password) {
    return of("server", status, password);
  }

  /** A status of the proxy that was to open a way to the server. */
  static Answer ofProxy(int status, boolean password) {
    return of("proxy", status, password);
  }

  /** With whether the proxy was given a name and a password. */
  private static Answer of(String who, int status, boolean password) {
    String what =
        switch (status) {
          case 407 ->
              password
                  ? ": the proxy does not take the name and password of HTTPS_PROXY or HTTP_PROXY;"
                      + " in them, write %40 for @ and %2F for /"
                  : ": the proxy asks for a name and a password; put them into HTTPS_PROXY, as"
                      + " http://NAME:PASSWORD@HOST:PORT";
          case 401, 403 -> ": it is not for everybody, or not for this network";
          case 404, 410 -> ": there is no such file";
          case 511 -> ": the network wants you to log in; open the address in a browser";
          case 429, 503 -> ": it is busy; try again later";
          case 301, 302, 303, 307, 308 ->
              ": the file has moved to an address that is not followed, as from https to http";
          default -> status >= 500 ? ": it failed; try again later" : "";
        };
    return new Answer(
        "the " + who + " answered with status " + status + what,
        status == 416 ? Remedy.START_AGAIN : Remedy.NONE);
  }

  /** Another range than asked for, or of another file. */
  static Answer range(String given) {
    return new Answer(
        "the server answered with another range, '" + given + "'", Remedy.START_AGAIN);
  }

  /** A page for people. */
  static Answer page() {
    return new Answer(
        "a web page came in place of the file, perhaps of a network that wants you to log in; open"
            + " the address in a browser",
        Remedy.NONE);
  }

  /** Something of another length. */
  static Answer length(long given, long published) {
    return new Answer(
        String.format(
            Locale.ROOT,
            "what came has %,d bytes where %,d are published; it is another file",
            given,
            published),
        Remedy.NONE);
  }

  /** More than there is, however long it goes on. */
  static Answer endless(long published) {
    return new Answer(
        String.format(
            Locale.ROOT,
            "more than the %,d bytes came that are published; it is another file",
            published),
        Remedy.NONE);
  }
}
