/** The model, its mathematics and the contract with engines; depends on nothing but the JDK. */
module org.ash.api {
  exports org.ash.activation;
  exports org.ash.autodiff;
  exports org.ash.host;
  exports org.ash.ir;
  exports org.ash.nn;
  exports org.ash.platform;
  exports org.ash.reference;
  exports org.ash.spi;
  exports org.ash.tensor;
  exports org.ash.text;
  exports org.ash.train;
  exports org.ash.train.checkpoint;
  exports org.ash.zoo;

  uses org.ash.nn.NetworkProvider;
  uses org.ash.spi.BackendProvider;

  provides org.ash.nn.NetworkProvider with
      org.ash.zoo.ZooNetworkProvider;
  provides org.ash.spi.BackendProvider with
      org.ash.reference.ReferenceBackendProvider;
}
