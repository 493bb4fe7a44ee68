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
  @ValueSource(
      strings = {"socks5://me:secret@p:1", "https://p:1", "http://", "http://a b", "p:99999"})
  void whatCannotBeUsed_isNamed_withoutThePassword(String value) {
    DataException e =
        assertThrows(DataException.class, () -> chosen(SECURE, Map.of("HTTPS_PROXY", value)));
    assertTrue(e.getMessage().contains("HTTPS_PROXY"), e.getMessage());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "http://[2001:db8::1]/a, 2001:db8::1, true",
    "http://[2001:db8::1]/a, [2001:db8::1], true",
    "http://[2001:db8::1]/a, [2001:db8::1]:80, true",
    "http://[2001:db8::1]/a, [2001:db8::1]:81, false",
    "http://[2001:db8::1]/a, 2001:db8::2, false",
    "http://archive.example/a, archive.example., true",
    "http://archive.example./a, archive.example, true"
  })
  void exceptions_areReachedWithout_howeverTheyAreWritten(
      URI address, String exception, boolean without) {
    Map<String, String> environment = Map.of("HTTP_PROXY", "http://p:1", "NO_PROXY", exception);
    assertEquals(without ? "direct" : "p:1", chosen(address, environment));
  }

  @Test
  void whatIsNotOnTheWay_isNotLookedAt() {
    Map<String, String> both = Map.of("HTTPS_PROXY", "p:1", "ALL_PROXY", "socks5://p:2");
    assertEquals("p:1", chosen(SECURE, both));
    assertTrue(EnvironmentProxy.authorization(both, SECURE).isEmpty());
    Map<String, String> excepted = Map.of("HTTPS_PROXY", "socks5://p:1", "NO_PROXY", "*");
    assertEquals("direct", chosen(SECURE, excepted));
    assertTrue(EnvironmentProxy.authorization(excepted, SECURE).isEmpty());
  }

  @Test
  void password_isThatOfTheProxyOnTheWay() {
    assertTrue(given(Map.of("https_proxy", "me:x@p:1")));
    assertFalse(given(Map.of("https_proxy", "p:1")));
    assertFalse(given(Map.of("https_proxy", "p:1", "http_proxy", "me:x@q:1")));
  }

  private static boolean given(Map<String, String> environment) {
    return EnvironmentProxy.authorization(environment, SECURE).isPresent();
  }
}
