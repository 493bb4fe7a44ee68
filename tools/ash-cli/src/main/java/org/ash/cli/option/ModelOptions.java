package org.ash.cli.option;

import java.util.List;
import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.activation.SiteActivations;
import org.ash.nn.Network;
import org.ash.zoo.Zoo;
import org.ash.zoo.ZooEntry;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that choose a network: {@code --model}, {@code --activation} and its exceptions. */
public final class ModelOptions {

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      defaultValue = "resnet-20",
      converter = ToModel.class,
      description =
          "The architecture; see: ${ROOT-COMMAND-NAME} models (default: ${DEFAULT-VALUE})")
  private ZooEntry model;

  @Option(
      names = {"-a", "--activation"},
      paramLabel = "SPEC",
      defaultValue = "ash",
      converter = ToActivation.class,
      description =
          "The activation, as ash, ash:top=10%% or relu; see: ${ROOT-COMMAND-NAME} models (default:"
              + " ${DEFAULT-VALUE})")
  private Activation activation;

  @Option(
      names = "--activation-at",
      paramLabel = "PATTERN=SPEC",
      converter = ToSite.class,
      description =
          "Another activation at places whose names match, as 'stage3.*=relu'; may be repeated, the"
              + " first that fits counts. Names of places: ${ROOT-COMMAND-NAME} summary MODEL")
  private List<SiteActivations.Site> sites = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Made by picocli. */
  public ModelOptions() {}

  /** The architecture. */
  public ZooEntry model() {
    return model;
  }

  /** The activation, with the exceptions for some places. */
  public Activation activation() {
    return SiteActivations.of(activation, sites);
  }

  /**
   * The network for this many classes.
   *
   * @throws ParameterException when the activation speaks of places that are not there
   */
  public Network network(int classes) {
    return network(model, classes);
  }

  /** Another architecture with the activation of these options. */
  public Network network(ZooEntry architecture, int classes) {
    try {
      return architecture.create(activation(), classes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** From the name of an architecture. */
  public static final class ToModel implements ITypeConverter<ZooEntry> {
    /** Made by picocli. */
    public ToModel() {}

    @Override
    public ZooEntry convert(String name) {
      try {
        return Zoo.entry(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class ToSite implements ITypeConverter<SiteActivations.Site> {
    @Override
    public SiteActivations.Site convert(String text) {
      try {
        return SiteActivations.Site.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class ToActivation implements ITypeConverter<Activation> {
    @Override
    public Activation convert(String spec) {
      try {
        return Activations.parse(spec);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
