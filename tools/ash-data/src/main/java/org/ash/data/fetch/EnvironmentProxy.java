package org.ash.data.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

  /**
   * What the proxy on the way to an address is told of name and password, as Proxy-Authorization;
   * empty where the environment names none. Java's Authenticator is not asked: its client fails by
   * a null pointer (Java 25) where a proxy in front of https does not take what that gives.
   */
  static Optional<String> authorization(Map<String, String> environment, URI address) {
    return of(environment) instanceof EnvironmentProxy proxies
        ? proxies
            .towards(address)
            .flatMap(proxy -> Optional.ofNullable(proxy.getRawUserInfo()))
            .map(EnvironmentProxy::basic)
        : Optional.empty();
  }

  private static String basic(String rawUser) {
    String[] parts = rawUser.split(":", 2);
    String user = decoded(parts[0]) + ":" + (parts.length > 1 ? decoded(parts[1]) : "");
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String part) {
    // A plus is itself here, other than in forms.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public List<Proxy> select(URI address) {
    // Unresolved: looking up a name may take longer than is allowed here.
    return List.of(
        towards(address)
            .map(
                proxy ->
                    new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(proxy.getHost(), port(proxy))))
            .orElse(Proxy.NO_PROXY));
  }

  private Optional<URI> towards(URI address) {
    return isExcepted(address)
        ? Optional.empty()
        : named(address.getScheme().toLowerCase(Locale.ROOT));
  }

  private static int port(URI proxy) {
    return proxy.getPort() < 0 ? 80 : proxy.getPort();
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
      if ("http".equalsIgnoreCase(proxy.getScheme())
          && proxy.getHost() != null
          && proxy.getPort() <= PublishedArchive.LAST_PORT) {
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
    String host = bare(address.getHost().toLowerCase(Locale.ROOT));
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
    boolean oneColon = entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']';
    if (hasPort && oneColon) {
      if (Integer.parseInt(entry.substring(colon + 1)) != port) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    name = name.startsWith("*.") ? name.substring(1) : name;
    String domain = bare(name.startsWith(".") ? name.substring(1) : name);
    return name.equals("*")
        || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)));
  }

  /** An address of IPv6 without its brackets, a name without the dot that may end it. */
  private static String bare(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // There is no other to try; the failure is told where the connection is made.
  }
}
