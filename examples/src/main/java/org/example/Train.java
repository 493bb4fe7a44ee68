package org.example;

import org.ash.activation.Activations;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.train.EpochLines;
import org.ash.train.Trainer;
import org.ash.train.TrainingConfig;
import org.ash.zoo.Zoo;

/** Trains a small network on generated shapes, on the best engine that is there. */
public final class Train {
  private Train() {}

  public static void main(String[] args) throws Exception {
    DataSet data = DataSets.open("shapes");
    Network network = Zoo.create("resnet-8", Activations.parse("ash:top=10%"), 10);
    try (Backend backend = Backends.find().open(BackendOptions.defaults());
        Trainer trainer =
            Trainer.builder(network, data.train(), backend)
                .config(TrainingConfig.builder(network).epochs(1).seed(1).build())
                .test(data.test())
                .listener(new EpochLines(System.out::println))
                .build()) {
      System.out.println(trainer.run().test());
    }
  }
}
