package org.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.data.folder.EvaluationView;
import org.ash.data.image.Images;
import org.ash.onnx.model.OnnxFile;
import org.ash.onnx.model.OnnxMetadata;
import org.ash.onnx.runtime.OrtModel;
import org.ash.spi.BackendOptions;
import org.ash.tensor.Tensor;
import org.ash.train.Preprocessing;

/** An exported network, loaded once and asked from any thread. */
public final class Classifier implements AutoCloseable {
  private final OrtModel model;
  private final Preprocessing preprocessing;

  /** Loads a file that {@code ash export} wrote: what it wants of images stands in it. */
  public Classifier(Path file) throws IOException {
    preprocessing =
        OnnxMetadata.of(OnnxFile.read(file))
            .preprocessing()
            .orElseThrow(() -> new IllegalArgumentException(file + " was not exported by ash."));
    model = OrtModel.load(file, BackendOptions.defaults());
  }

  /**
   * Probabilities of the classes for an image file's content.
   *
   * @throws org.ash.data.DataException when it is no image, or a damaged one
   */
  public Map<String, Double> classify(byte[] image) {
    Tensor pixels = EvaluationView.of(Images.decode(image, "the image"), preprocessing);
    Tensor batch =
        pixels.reshape(
            1, preprocessing.channels(), preprocessing.height(), preprocessing.width());
    Map<String, Tensor> inputs = Map.of(model.inputs().get(0), preprocessing.normalize(batch));
    double[] logits = model.run(inputs).get(model.outputs().get(0)).toDoubles();
    return softmax(logits, preprocessing.classNames());
  }

  private static Map<String, Double> softmax(double[] logits, List<String> names) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < logits.length; i++) {
      probabilities.put(names.get(i), Math.exp(logits[i] - largest) / sum);
    }
    return probabilities;
  }

  /** Waits for running calls, then lets go of the engine's memory. */
  @Override
  public void close() {
    model.close();
  }
}
