package org.ash.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ash.data.cifar.CifarFixture;
import org.ash.data.cifar.CifarLayout;
import org.ash.train.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataSetsTest {
  @TempDir private Path temp;

  private Path cifar10() throws IOException {
    return CifarFixture.folder(temp.resolve("ten"), CifarLayout.CIFAR_10, 4);
  }

  @Test
  void cifar10_opensAsBothSplits() throws IOException {
    DataSet set = DataSets.open("cifar10:" + cifar10());
    assertEquals(20, set.train().examples());
    assertEquals(4, set.test().examples());
    assertEquals(10, set.classNames().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shapes:count=6,test=2|shapes:count=6,test=2",
        "shapes|shapes",
        "cifar10:/home/me/data/cifar-10-batches-bin,train=10|cifar10:cifar-10-batches-bin,train=10",
        "imagenet:/home/me/flowers,size=64,val=/home/me/held-out|imagenet:flowers,size=64",
        "imagenet:flowers/|imagenet:flowers",
        "/home/me/my own.csv|my own.csv",
        "C:\\Users\\me\\own|own",
        "rows of mine|rows of mine"
      })
  void nameWithoutPlace_tellsNoPath(String text, String name) {
    assertEquals(name, DataSets.nameWithoutPlace(text));
  }

  @Test
  void splits_areNormalizedByTheTrainingSet() throws IOException {
    DataSet set = DataSets.open("cifar10:" + cifar10());
    assertEquals(
        set.train().shown(Integer.MAX_VALUE).statistics().mean(),
        set.test().preprocessing().mean());
  }

  @Test
  void trainAndTest_limitTheImages() throws IOException {
    DataSet set = DataSets.open("cifar10:" + cifar10() + ",train=7,test=2");
    assertEquals(7, set.train().examples());
    assertEquals(2, set.test().examples());
  }

  @Test
  void cifar100_takesFineLabelsUnlessTold() throws IOException {
    Path folder = CifarFixture.folder(temp.resolve("hundred"), CifarLayout.CIFAR_100, 4);
    assertEquals(100, DataSets.open("cifar100:" + folder).classNames().size());
    assertEquals(20, DataSets.open("cifar100:" + folder + ",labels=coarse").classNames().size());
  }

  @Test
  void pathWithCommaAndEqualsSign_isAPath() throws IOException {
    Path folder = CifarFixture.folder(temp.resolve("odd,train=3,x"), CifarLayout.CIFAR_10, 2);
    assertEquals(10, DataSets.open("cifar10:" + folder).train().examples());
  }

  @Test
  void shapes_openWithAllOptions() {
    DataSet set = DataSets.open("shapes:size=16,count=30,test=20,seed=3");
    assertEquals(30, set.train().examples());
    assertEquals(20, set.test().examples());
    assertEquals(16, set.preprocessing().height());
    assertEquals("circle", set.classNames().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cifar             | Did you mean 'cifar10'
          shapes:size=four  | size is a whole number from 16 to 1,024, given 'four'
          shapes:size=8     | size is a whole number from 16 to 1,024, given '8'
          shapes:colour=red | no option 'colour'; it has count, cutout, deviation, mean, seed, size, test
          shapes:size=32,size=16 | gives the option 'size' twice
          shapes:count=9999999 | its images take 29,299 MiB, which lie in memory; 2,048 are the most
          shapes:size=1024,count=1000 |  its images take 6,000 MiB
          shapes:/tmp       | shapes are generated and take no path
          cifar10:/nowhere/at/all | /nowhere/at/all is not there
          """)
  void mistakes_areExplained(String text, String says) {
    DataException e = assertThrows(DataException.class, () -> DataSets.open(text));
    assertTrue(e.getMessage().contains(says), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void pathWithoutAKind_isRecognized() throws IOException {
    String folder = cifar10().toString();
    DataException e = assertThrows(DataException.class, () -> DataSets.open(folder));
    assertTrue(e.getMessage().contains("write KIND:" + folder), e.getMessage());
  }

  @Test
  void withTrainedPreprocessing_normalizesByThat() {
    DataSet set = DataSets.open("shapes:size=16,count=10,test=10");
    Preprocessing trained =
        new Preprocessing(
            3, 16, 16, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), set.classNames());
    assertEquals(trained, set.with(trained).test().preprocessing());
  }

  @Test
  void withPreprocessingOfAnotherSize_isRefused() {
    DataSet set = DataSets.open("shapes:size=16,count=10,test=10");
    Preprocessing trained =
        new Preprocessing(
            3, 32, 32, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), set.classNames());
    DataException e = assertThrows(DataException.class, () -> set.with(trained));
    assertTrue(e.getMessage().contains("3 x 16 x 16"), e.getMessage());
    assertTrue(e.getMessage().contains("3 x 32 x 32"), e.getMessage());
  }

  @Test
  void fileInPlaceOfAFolder_isAnArchiveOrAnError() throws IOException {
    Path file = Files.writeString(temp.resolve("notes.txt"), "not an archive");
    DataException e = assertThrows(DataException.class, () -> DataSets.open("cifar10:" + file));
    assertTrue(e.getMessage().contains("not a tar.gz archive"), e.getMessage());
  }

  @Test
  void constants_takeThePlaceOfMeasuredMeanAndDeviation() {
    DataSet set = DataSets.open("shapes:count=4,test=4,mean=0.5/0.4/0.3,deviation=0.2/0.25/0.3");
    assertEquals(List.of(0.5, 0.4, 0.3), set.preprocessing().mean());
    assertEquals(List.of(0.2, 0.25, 0.3), set.test().preprocessing().deviation());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mean=0.5/0.4/0.3|mean and deviation are both given",
        "mean=0.5,deviation=0.2|its images have 3 channels",
        "mean=a/b/c,deviation=0.2/0.2/0.2|mean is not numbers",
        "mean=0.5/0.4/0.3,deviation=0/0.2/0.2|deviation is of pixels in [0, 1]",
        "cutout=99|cutout is a whole number from 0 to 32",
      })
  void wrongConstants_areTold(String options, String message) {
    DataException error =
        assertThrows(DataException.class, () -> DataSets.open("shapes:count=4,test=4," + options));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @Test
  void option_isAddedToATextWithOrWithoutOthers() {
    assertEquals("shapes:cutout=8", DataSets.withOption("shapes", "cutout", "8"));
    assertEquals("cifar10:a/b,cutout=8", DataSets.withOption("cifar10:a/b", "cutout", "8"));
  }

  @Test
  void movedSet_keepsTheOptionsThatAreNotNamedAnew() {
    assertEquals(
        "imagenet:/b,size=64,cutout=8,strict=true",
        DataSets.moved(
            "imagenet:/a,size=32,cutout=8,strict=true,val=/a/list", "imagenet:/b,size=64"));
    assertEquals("shapes", DataSets.moved("cifar10:/a,train=7", "shapes"));
  }
}
