package org.ash.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * One activation for most places of a network and others for some: {@code ash;stage3.*=relu}. Where
 * several patterns match a place, the first one counts.
 *
 * @param usual at places that no pattern matches
 * @param sites the exceptions, at least one
 */
public record SiteActivations(Activation usual, List<Site> sites) implements Activation {
  /** Between the usual activation and each exception. */
  static final String SEPARATOR = ";";

  /**
   * An exception.
   *
   * @param pattern of the names of places: {@code *} stands for any characters, {@code ?} for one
   * @param activation what is used there
   */
  public record Site(String pattern, Activation activation) {

    /**
     * Reads {@code PATTERN=SPEC}, as {@code stage3.*=relu}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Site parse(String text) {
      int equals = text.indexOf('=');
      String pattern = equals < 0 ? "" : text.substring(0, equals).strip();
      if (pattern.isEmpty()) {
        throw new IllegalArgumentException(
            "An activation for some places is PATTERN=ACTIVATION, as stage3.*=relu, given '"
                + text.strip()
                + "'.");
      }
      Activation activation = Activations.parse(text.substring(equals + 1).strip());
      if (activation instanceof SiteActivations) {
        throw new IllegalArgumentException("'" + text + "' names places within places.");
      }
      return new Site(pattern, activation);
    }

    /** Whether a place's name fits the pattern from its beginning to its end. */
    boolean matches(String place) {
      int at = 0;
      int next = 0;
      int star = -1;
      int behindStar = 0;
      // Back to the last star only: time grows with the product of both lengths at most.
      while (next < place.length()) {
        char wanted = at < pattern.length() ? pattern.charAt(at) : 0;
        if (wanted == '*') {
          star = at++;
          behindStar = next;
        } else if (wanted == '?' || (at < pattern.length() && wanted == place.charAt(next))) {
          at++;
          next++;
        } else if (star >= 0) {
          at = star + 1;
          next = ++behindStar;
        } else {
          return false;
        }
      }
      while (at < pattern.length() && pattern.charAt(at) == '*') {
        at++;
      }
      return at == pattern.length();
    }

    String spec() {
      return pattern + "=" + activation.spec();
    }
  }

  /** Copies the list. */
  public SiteActivations {
    sites = List.copyOf(sites);
    if (sites.isEmpty() || usual instanceof SiteActivations) {
      throw new IllegalArgumentException("Exceptions are at least one, and have none themselves.");
    }
  }

  /** An activation with further exceptions; the activation itself when there are none. */
  public static Activation of(Activation usual, List<Site> further) {
    if (further.isEmpty()) {
      return usual;
    }
    if (usual instanceof SiteActivations known) {
      List<Site> all = new ArrayList<>(known.sites());
      all.addAll(further);
      return new SiteActivations(known.usual(), all);
    }
    return new SiteActivations(usual, further);
  }

  @Override
  public String spec() {
    return usual.spec()
        + sites.stream().map(site -> SEPARATOR + site.spec()).collect(Collectors.joining());
  }

  @Override
  public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    return at(name).write(graph, parameters, name, x);
  }

  @Override
  public Optional<Gate> gate(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    return at(name).gate(graph, parameters, name, x);
  }

  /** The activation of a place. */
  public Activation at(String place) {
    return sites.stream()
        .filter(site -> site.matches(place))
        .map(Site::activation)
        .findFirst()
        .orElse(usual);
  }

  @Override
  public void requirePlaces(List<String> places) {
    for (Site site : sites) {
      if (places.stream().noneMatch(site::matches)) {
        throw new IllegalArgumentException(
            "No place of the network matches '"
                + site.pattern()
                + "'. Its places are: "
                + String.join(", ", places)
                + ".");
      }
    }
  }
}
