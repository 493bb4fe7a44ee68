package org.ash.cli.option;

import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.nn.Network;
import org.ash.zoo.Zoo;
import org.ash.zoo.ZooEntry;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose a network: {@code --model} and {@code --activation}. */
public final class ModelOptions {

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      defaultValue = "resnet-20",
      converter = ToModel.class,
      description = "The architecture; see: ash models (default: ${DEFAULT-VALUE})")
  private ZooEntry model;

  @Option(
      names = {"-a", "--activation"},
      paramLabel = "SPEC",
      defaultValue = "ash",
      converter = ToActivation.class,
      description =
          "The activation, as ash, ash:top=10%% or relu; see: ash models (default:"
              + " ${DEFAULT-VALUE})")
  private Activation activation;

  /** Made by picocli. */
  public ModelOptions() {}

  /** The architecture. */
  public ZooEntry model() {
    return model;
  }

  /** The activation. */
  public Activation activation() {
    return activation;
  }

  /** The network for this many classes. */
  public Network network(int classes) {
    return model.create(activation, classes);
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
