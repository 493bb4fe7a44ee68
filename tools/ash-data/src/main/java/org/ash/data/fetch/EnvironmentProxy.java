package org.ash.data.fetch;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ash.data.DataException;

/**
 * The proxy that the environment names, as other programs read it: {@code HTTPS_PROXY} or {@code
 * HTTP_PROXY} by the address's scheme, else {@code ALL_PROXY}, in capitals or not; {@code NO_PROXY}
 * lists what is reached without: {@code *} for all, hosts, and domains with all hosts in them, each
 * with a port or without. Java's own settings ({@code -Dhttps.proxyHost=...}) come first.
 */
final class EnvironmentProxy extends ProxySelector {
  private final Map<String, String> environment;

  private EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Of an environment; Java's own selector where a system property names a proxy. */
  static ProxySelector of(Map<String, String> environment) {
    boolean chosen =
        Stream.of("https.proxyHost", "http.proxyHost", "java.net.useSystemProxies")
            .anyMatch(property -> System.getProperty(property) != null);
    return chosen ? ProxySelector.getDefault() : new EnvironmentProxy(environment);
  }

  /** Gives the name and password that the environment's proxies want; empty where none does. */
  static Optional<Authenticator> authenticator(Map<String, String> environment) {
    EnvironmentProxy proxies = new EnvironmentProxy(environment);
    return Stream.of("https", "http")
        .flatMap(scheme -> proxies.named(scheme).stream())
        .filter(proxy -> proxy.getUserInfo() != null)
        .findFirst()
        .map(EnvironmentProxy::password)
        .map(EnvironmentProxy::authenticator);
  }

  private static Authenticator authenticator(PasswordAuthentication password) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return getRequestorType() == RequestorType.PROXY ? password : null;
      }
    };
  }

  private static PasswordAuthentication password(URI proxy) {
    String[] parts = proxy.getRawUserInfo().split(":", 2);
    return new PasswordAuthentication(
        decoded(parts[0]), (parts.length > 1 ? decoded(parts[1]) : "").toCharArray());
  }

  private static String decoded(String part) {
    // A plus is itself here, other than in forms.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public List<Proxy> select(URI address) {
    if (isExcepted(address)) {
      return List.of(Proxy.NO_PROXY);
    }
    return List.of(
        named(address.getScheme().toLowerCase(Locale.ROOT))
            .map(
                proxy ->
                    new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(
                            proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort())))
            .orElse(Proxy.NO_PROXY));
  }

  private Optional<URI> named(String scheme) {
    return Stream.of(scheme + "_proxy", "all_proxy")
        .flatMap(name -> variable(name).map(value -> proxy(name, value)).stream())
        .findFirst();
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  private static URI proxy(String variable, String value) {
    String text = value.contains("://") ? value : "http://" + value;
    try {
      URI proxy = URI.create(text);
      if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
        return proxy;
      }
    } catch (IllegalArgumentException e) {
      throw DataException.causedBy(e, "%s", wrong(variable));
    }
    throw DataException.of("%s", wrong(variable));
  }

  /** Without the value, in which a password may stand. */
  private static String wrong(String variable) {
    return "The environment variable %s names no proxy that can be used; write http://HOST:PORT."
        .formatted(variable.toUpperCase(Locale.ROOT));
  }

  private boolean isExcepted(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    int usual = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    return variable("no_proxy").stream()
        .flatMap(list -> Stream.of(list.toLowerCase(Locale.ROOT).split("[,\\s]+")))
        .anyMatch(entry -> matches(entry, host, port));
  }

  private static boolean matches(String entry, String host, int port) {
    String name = entry;
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon > 0 && entry.substring(colon + 1).matches("\\d{1,5}");
    if (hasPort && entry.indexOf(':') == colon) {
      if (Integer.parseInt(entry.substring(colon + 1)) != port) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    name = name.startsWith("*.") ? name.substring(1) : name;
    String domain = name.startsWith(".") ? name.substring(1) : name;
    return name.equals("*")
        || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // There is no other to try; the failure is told where the connection is made.
  }
}
