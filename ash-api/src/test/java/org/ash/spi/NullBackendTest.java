package org.ash.spi;

final class NullBackendTest extends BackendContract {
  @Override
  Backend open() {
    return new NullBackend();
  }
}
