package org.ash.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.ash.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentProxyTest {
  private static final URI SECURE = URI.create("https://www.archive.example/a");

  private static String chosen(URI address, Map<String, String> environment) {
    Proxy proxy = EnvironmentProxy.of(environment).select(address).get(0);
    return proxy.address() instanceof InetSocketAddress place
        ? place.getHostString() + ":" + place.getPort()
        : "direct";
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, http://p:3128, p:3128",
    "https_proxy, p:3128, p:3128",
    "https_proxy, http://me:secret@p:3128/, p:3128",
    "HTTPS_PROXY, http://p, p:80",
    "ALL_PROXY, http://p:1, p:1",
    "HTTP_PROXY, http://p:3128, direct",
    "HTTPS_PROXY, ' ', direct"
  })
  void variable_isReadAsOtherProgramsDo(String name, String value, String expected) {
    assertEquals(expected, chosen(SECURE, Map.of(name, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "www.archive.example, true",
    "archive.example, true",
    ".archive.example, true",
    "*.archive.example, true",
    "'other.example, ARCHIVE.example', true",
    "'other.example archive.example', true",
    "archive.example:443, true",
    "archive.example:80, false",
    "chive.example, false",
    "www, false",
    "other.example, false",
    "'', false"
  })
  void exceptions_areReachedWithout(String exceptions, boolean without) {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", exceptions);
    assertEquals(without ? "direct" : "p:1", chosen(SECURE, environment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://me:secret@p:1", "https://p:1", "http://", "http://a b"})
  void whatCannotBeUsed_isNamed_withoutThePassword(String value) {
    DataException e =
        assertThrows(DataException.class, () -> chosen(SECURE, Map.of("HTTPS_PROXY", value)));
    assertTrue(e.getMessage().contains("HTTPS_PROXY"), e.getMessage());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }

  @Test
  void password_isThatOfTheProxy() {
    assertTrue(EnvironmentProxy.authenticator(Map.of("https_proxy", "me:x@p:1")).isPresent());
    assertTrue(EnvironmentProxy.authenticator(Map.of("https_proxy", "p:1")).isEmpty());
  }
}
