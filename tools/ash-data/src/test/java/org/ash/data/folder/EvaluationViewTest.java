package org.ash.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.data.image.Images;
import org.ash.tensor.Tensor;
import org.ash.train.Batch;
import org.ash.train.BatchSource;
import org.ash.train.Batches;
import org.ash.train.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluationViewTest {
  @TempDir Path root;

  /** With and without a margin; pictures are larger, smaller, high and broad. */
  @ParameterizedTest
  @ValueSource(strings = {"size=16", "size=16,resize=16", "size=24,resize=40", "size=8,resize=30"})
  void file_givesWhatEvaluationSees_bitForBit(String options) throws IOException {
    DataSet set = DataSets.open("imagenet:" + FolderFixture.make(root, 4) + "," + options);
    Preprocessing wanted = set.preprocessing();
    ImageFiles files = ImageFolders.find(root, Optional.empty()).test();
    try (Batches batches = set.test().open(BatchSource.Pass.evaluation(1))) {
      for (int i = 0; i < files.size(); i++) {
        Batch seen = batches.next().orElseThrow();
        Tensor shown = EvaluationView.read(files.file(i), wanted);
        Tensor own = wanted.normalize(shown.reshape(1, 3, wanted.height(), wanted.width()));
        for (int k = 0; k < own.size(); k++) {
          assertEquals(seen.images().get(k), own.get(k), 1e-6, files.file(i)::toString);
        }
      }
    }
  }

  @Test
  void margin_isCutOff_whereItIsKnown() throws IOException {
    Path file = FolderFixture.image(root, 0, 3);
    DataSet set = DataSets.open("imagenet:" + FolderFixture.make(root, 4) + ",size=16,resize=32");
    Tensor cut = EvaluationView.read(file, set.preprocessing());
    Tensor whole = Images.read(file, 16, 16, 3);
    assertTrue(!cut.bitEquals(whole), "the centre is a smaller part");
    Preprocessing unknown =
        new Preprocessing(
            3,
            16,
            16,
            set.preprocessing().mean(),
            set.preprocessing().deviation(),
            set.classNames());
    assertTrue(EvaluationView.read(file, unknown).bitEquals(whole), "as it always was");
  }
}
