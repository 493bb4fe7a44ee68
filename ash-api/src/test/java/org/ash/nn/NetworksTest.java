package org.ash.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ash.zoo.Zoo;
import org.junit.jupiter.api.Test;

final class NetworksTest {

  @Test
  void zoo_isAmongTheProviders() {
    assertTrue(Networks.names().containsAll(Zoo.names()), Networks.names().toString());
  }

  @Test
  void network_isMadeFromTextsAlone() {
    Network network = Networks.create("resnet-20", "ash:z=1", 7);
    assertEquals("resnet-20", network.name());
    assertEquals("ash:z=1", network.activation());
    assertEquals(7, network.classes());
  }

  @Test
  void unknownName_suggestsTheNearest() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Networks.create("resnet20", "relu", 10));
    assertTrue(error.getMessage().contains("No model named 'resnet20'"), error.getMessage());
    assertTrue(error.getMessage().contains("Did you mean 'resnet-20'"), error.getMessage());
  }
}
