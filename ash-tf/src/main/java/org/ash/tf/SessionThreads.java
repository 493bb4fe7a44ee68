package org.ash.tf;

/**
 * Asks TensorFlow for a pool of threads for each session, of as many as the session is configured
 * with, which ends with it. By itself TensorFlow shares one pool among all sessions of the process,
 * as large as whatever came first wanted: here that is the list of devices, which wants all cores.
 *
 * <p>TensorFlow reads the environment of the process when it makes its first device. A value that a
 * person has set stays.
 */
final class SessionThreads {
  /** TensorFlow's name of the switch: 1 a pool for each session, 0 one for all. */
  static final String SWITCH = "TF_OVERRIDE_GLOBAL_THREADPOOL";

  private SessionThreads() {}

  /** To be called before TensorFlow lists its devices; without effect afterwards. */
  static void request() {
    NativeEnvironment.setUnlessSet(SWITCH, "1");
  }
}
