package org.ash.activation;

import static org.ash.activation.SpecArguments.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.ash.activation.ActivationEntry.Setting;
import org.ash.text.NearestNames;

/** The catalogue of activations, by name: {@code ash:top=10%}, {@code leaky_relu:slope=0.1}. */
public final class Activations {
  private static final Setting ALPHA =
      new Setting("alpha", format(Ash.DEFAULT_ALPHA), "where alpha begins");

  private static final Setting EPS =
      new Setting("eps", format(Ash.DEFAULT_EPS), "added to the variance, above 0");

  private static final Setting Z = new Setting("z", format(Ash.DEFAULT_Z), "where z begins");

  private static final Setting TOP =
      new Setting("top", "50%", "instead of z: begin with the z that lets the top k % pass");

  private static final List<Setting> ASH_SETTINGS = List.of(Z, TOP, ALPHA, EPS);

  private static final List<ActivationEntry> ENTRIES =
      List.of(
          new ActivationEntry(
              "ash",
              "x sigmoid(2 alpha (x - mean - z std)) over each sample; alpha and z are trained",
              ASH_SETTINGS,
              Activations::ash),
          new ActivationEntry("relu", "max(x, 0)", List.of(), arguments -> new Pointwise.Relu()),
          new ActivationEntry(
              "leaky_relu",
              "x above 0, else slope x",
              List.of(
                  new Setting(
                      "slope", format(Pointwise.LeakyRelu.DEFAULT_SLOPE), "the slope below 0")),
              arguments ->
                  new Pointwise.LeakyRelu(
                      arguments.number("slope", Pointwise.LeakyRelu.DEFAULT_SLOPE))),
          new ActivationEntry(
              "prelu",
              "x above 0, else slope x; a slope is trained for each channel",
              List.of(new Setting("start", format(PRelu.DEFAULT_START), "where slopes begin")),
              arguments -> new PRelu(arguments.number("start", PRelu.DEFAULT_START))),
          new ActivationEntry(
              "softplus", "ln(1 + exp(x))", List.of(), arguments -> new Pointwise.Softplus()),
          new ActivationEntry(
              "elu",
              "x above 0, else alpha (exp(x) - 1)",
              List.of(new Setting("alpha", format(Pointwise.Elu.DEFAULT_ALPHA), "minus the limit")),
              arguments ->
                  new Pointwise.Elu(arguments.number("alpha", Pointwise.Elu.DEFAULT_ALPHA))),
          new ActivationEntry(
              "selu",
              "gamma x above 0, else gamma alpha (exp(x) - 1), with the published constants",
              List.of(),
              arguments -> new Pointwise.Selu()),
          new ActivationEntry(
              "gelu", "x (1 + erf(x / sqrt 2)) / 2", List.of(), arguments -> new Pointwise.Gelu()),
          new ActivationEntry(
              "swish",
              "x sigmoid(beta x)",
              List.of(
                  new Setting(
                      "beta", format(Pointwise.Swish.DEFAULT_BETA), "sharpness of the gate")),
              arguments ->
                  new Pointwise.Swish(arguments.number("beta", Pointwise.Swish.DEFAULT_BETA))),
          new ActivationEntry(
              "f-ash",
              "ASH whose z stays; only alpha is trained",
              List.of(
                  new Setting(
                      "k", format(FixedAsh.DEFAULT_K), "the top k % of a normal sample pass"),
                  ALPHA,
                  EPS),
              arguments ->
                  new FixedAsh(
                      arguments.percent("k").orElse(FixedAsh.DEFAULT_K),
                      arguments.number("alpha", Ash.DEFAULT_ALPHA),
                      arguments.number("eps", Ash.DEFAULT_EPS))),
          new ActivationEntry(
              "l-ash",
              "x (slope + (1 - slope) sigmoid(2 alpha (x - mean - z std)))",
              List.of(
                  new Setting(
                      "slope", format(LeakyAsh.DEFAULT_SLOPE), "what leaks through, in [0, 1)"),
                  Z,
                  TOP,
                  ALPHA,
                  EPS),
              arguments ->
                  new LeakyAsh(arguments.number("slope", LeakyAsh.DEFAULT_SLOPE), ash(arguments))),
          new ActivationEntry(
              "hard-ash",
              "clip(x, 0, 2) hardsigmoid(alpha (x - mean - z std)) (arXiv 2404.17651)",
              ASH_SETTINGS,
              arguments -> new HardAsh(ash(arguments))),
          new ActivationEntry(
              "hard-ash-eq7",
              "x above mean + z std of its sample, else 0; for inference, z is not trained",
              List.of(new Setting("z", format(Ash.DEFAULT_Z), "the threshold"), TOP, EPS),
              arguments -> new ThresholdAsh(ash(arguments))),
          new ActivationEntry(
              "topk",
              "x among the top k % of its sample, else 0; nothing is trained",
              List.of(
                  new Setting(
                      "k", format(TopPercent.DEFAULT_K), "the share that passes, in percent")),
              arguments -> new TopPercent(arguments.percent("k").orElse(TopPercent.DEFAULT_K))));

  private Activations() {}

  /** The names, as {@link #parse} takes them. */
  public static List<String> names() {
    return ENTRIES.stream().map(ActivationEntry::name).toList();
  }

  /** All activations, with what can be set. */
  public static List<ActivationEntry> entries() {
    return ENTRIES;
  }

  /**
   * The activation of a specification {@code name} or {@code name:setting=value,...}. Case, dashes
   * and underscores in the name make no difference: {@code LeakyReLU} is {@code leaky_relu}. Others
   * for some places of a network follow behind semicolons, see {@link SiteActivations}: {@code
   * ash;stage3.*=relu;head.*=gelu}.
   *
   * @throws IllegalArgumentException saying what is wrong, what is known and what is near
   */
  public static Activation parse(String spec) {
    String[] parts = spec.split(SiteActivations.SEPARATOR, -1);
    if (parts.length > 1) {
      return SiteActivations.of(
          parse(parts[0].strip()),
          Arrays.stream(parts).skip(1).map(SiteActivations.Site::parse).toList());
    }
    int colon = spec.indexOf(':');
    String name = (colon < 0 ? spec : spec.substring(0, colon)).strip();
    ActivationEntry entry =
        ENTRIES.stream()
            .filter(candidate -> bare(candidate.name()).equals(bare(name)))
            .findFirst()
            .orElseThrow(() -> unknown(name));
    if (colon < 0) {
      return entry.create(SpecArguments.none(entry.name()));
    }
    List<String> settings = entry.settings().stream().map(Setting::name).toList();
    return entry.create(SpecArguments.split(entry.name(), spec.substring(colon + 1), settings));
  }

  private static Ash ash(SpecArguments arguments) {
    arguments.exclusive("z", "top");
    Ash ash =
        Ash.standard()
            .withAlpha(arguments.number("alpha", Ash.DEFAULT_ALPHA))
            .withEps(arguments.number("eps", Ash.DEFAULT_EPS));
    OptionalDouble top = arguments.percent("top");
    return top.isPresent()
        ? ash.withTopPercent(top.getAsDouble())
        : ash.withZ(arguments.number("z", Ash.DEFAULT_Z));
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "No activation named '"
            + name
            + "'. Known: "
            + String.join(", ", names())
            + "."
            + NearestNames.question(name, names()));
  }
}
