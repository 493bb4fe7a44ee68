package org.ash.cli.mutation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.ash.cli.experiment.ExperimentException;
import org.ash.cli.experiment.ExperimentFile;
import org.ash.cli.experiment.ExperimentResults;
import org.ash.cli.run.ActivationMetrics;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.EvaluationFile;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.cli.run.ImageSample;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import org.ash.cli.run.StepMetrics;
import org.ash.cli.train.RunConfig;
import org.ash.data.DataException;
import org.ash.data.DataSets;
import org.ash.data.image.Images;
import org.ash.onnx.model.OnnxFile;
import org.ash.onnx.model.OnnxFormatException;
import org.ash.onnx.model.OnnxMetadata;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.OperatorSetIdProto;
import org.ash.onnx.proto.StringStringEntryProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.Checkpoint;
import org.ash.train.Preprocessing;
import org.ash.train.Progress;
import org.ash.train.PublishedWeights;
import org.ash.train.TrainingConfig;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.CheckpointStore;
import org.ash.train.checkpoint.SafetensorsReader;

/** All readers of files, an entry each: how a sound file is made, and how it is read. */
final class FileReaders {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LAST_STEP = 6;

  /** 16 x 24 pixels; Java has no writer. */
  private static final String WEBP =
      "UklGRkAAAABXRUJQVlA4TDQAAAAvD8AFAC8gEEgkgthfcYlToJwCZf4T2waDkKSkkEIKKaSQP9AL3EX0PwpoNTfA"
          + "qrlTH8gB";

  private FileReaders() {}

  static List<FileReader> all() {
    return List.of(
        new FileReader(
            "checkpoint",
            CheckpointException.class,
            Set.of(".safetensors", ".json", "latest", "best"),
            FileReaders::checkpoint,
            folder -> {
              Checkpoint.load(folder);
              new CheckpointStore(folder, 1).best();
            }),
        new FileReader(
            "safetensors",
            CheckpointException.class,
            Set.of("model.safetensors"),
            FileReaders::checkpoint,
            folder -> {
              Path file = CheckpointStore.find(folder).resolve(Checkpoint.MODEL_FILE);
              SafetensorsReader.read(file);
            }),
        new FileReader(
            "weight-map",
            CheckpointException.class,
            Set.of("map.txt"),
            folder ->
                Files.writeString(folder.resolve("map.txt"), "# rules\na.*.w b.*.v\nfc.weight -\n"),
            folder -> PublishedWeights.of(folder.resolve("x"), folder.resolve("map.txt"))),
        new FileReader(
            "config",
            RunException.class,
            Set.of(RunFolder.CONFIG),
            FileReaders::config,
            folder -> {
              RunFolder run = RunFolder.open(folder);
              run.config(RunConfig::engine);
              ObjectNode config = run.config();
              RunConfig.backend(config);
              RunConfig.checkpointEverySteps(config);
            }),
        new FileReader(
            "evaluation",
            RunException.class,
            Set.of(EvaluationFile.NAME),
            FileReaders::evaluation,
            EvaluationFile::read),
        new FileReader(
            "metrics",
            RunException.class,
            Set.of(MetricsFile.NAME),
            FileReaders::metrics,
            folder -> {
              MetricsFile.steps(folder);
              MetricsFile.epochs(folder);
              MetricsFile.open(folder, LAST_STEP, 1).close();
            }),
        new FileReader(
            "experiment-folder",
            ExperimentException.class,
            Set.of("experiment.json", "results.jsonl"),
            FileReaders::experimentFolder,
            ExperimentResults::read),
        new FileReader(
            "experiment-file",
            ExperimentException.class,
            Set.of("grid.yaml"),
            FileReaders::experimentFile,
            folder ->
                ExperimentFile.read(folder.resolve("grid.yaml").toString(), Optional.of("tiny"))),
        new FileReader(
            "cifar",
            DataException.class,
            Set.of(".bin", ".txt"),
            FileReaders::cifar,
            folder -> DataSets.open("cifar100:" + folder)),
        new FileReader(
            "image-lists",
            DataException.class,
            Set.of(".txt"),
            FileReaders::imageFolders,
            folder -> DataSets.open("imagenet:" + folder)),
        new FileReader(
            "images",
            DataException.class,
            Set.of("picture"),
            FileReaders::images,
            FileReaders::readImages),
        new FileReader(
            "onnx",
            OnnxFormatException.class,
            Set.of("model.onnx"),
            folder -> Files.write(folder.resolve("model.onnx"), onnx().toByteArray()),
            folder -> OnnxFile.read(folder.resolve("model.onnx"))),
        new FileReader(
            "onnx-metadata",
            OnnxFormatException.class,
            Set.of("model.onnx"),
            folder -> Files.write(folder.resolve("model.onnx"), onnx().toByteArray()),
            FileReaders::metadata),
        new FileReader(
            "onnx-verification",
            OnnxFormatException.class,
            Set.of(VerifiedModel.NAME),
            VerifiedModel::write,
            VerifiedModel::verify));
  }

  private static void checkpoint(Path folder) {
    TrainingConfig config =
        TrainingConfig.builder("resnet-8", "ash", 2).data("shapes").epochs(2).build();
    Map<String, Tensor> weights =
        Map.of("fc.weight", tensor(), "one", Tensor.scalar(DType.FLOAT32, 1));
    Checkpoint checkpoint =
        new Checkpoint(
            config,
            new Progress(LAST_STEP, 1, 2, 8, 1.5, 3, 0.5, List.of()),
            new Preprocessing(
                3, 32, 32, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2), List.of("cat", "dog")),
            20,
            "reference",
            "development",
            weights,
            Map.of("fc.weight.velocity", Tensor.scalar(DType.FLOAT32, 2)),
            weights);
    checkpoint.save(new CheckpointStore(folder, 2), true);
  }

  /** Given a model, not a file, the reader cannot name one. */
  private static void metadata(Path folder) throws IOException {
    Path file = folder.resolve("model.onnx");
    ModelProto model = OnnxFile.read(file);
    try {
      OnnxMetadata.of(model);
    } catch (OnnxFormatException e) {
      throw new OnnxFormatException(file + ": " + e.getMessage(), e);
    }
  }

  private static Tensor tensor() {
    return Tensor.of(DType.FLOAT32, Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6});
  }

  private static void config(Path folder) throws IOException {
    Files.writeString(
        folder.resolve(RunFolder.CONFIG),
        """
        {"command": ["ash", "train"], "started": "2026-01-01T00:00:00Z", "workingDirectory": "/",
         "engine": {"backend": "reference", "device": "cpu:0", "threads": 2, "tf32": false},
         "environment": {"java": "17"}, "model": "resnet-8", "activation": "ash", "classes": 10,
         "data": "shapes", "training": {"epochs": 2, "batch": 8}, "checkpointEverySteps": 5,
         "resumed": [{"command": ["ash"], "afterStep": 3}]}
        """);
  }

  private static void evaluation(Path folder) throws IOException {
    EvaluationFile.write(
        folder,
        new EvaluationMetrics(
            1,
            LAST_STEP,
            List.of(new ActivationMetrics("stem", 1.02, -0.1, 0.53)),
            new ImageSample(2, 20),
            List.of("cat", "dog"),
            List.of(List.of(9L, 1L), List.of(2L, 8L))));
  }

  private static void metrics(Path folder) throws IOException {
    try (MetricsFile file = MetricsFile.open(folder, 0, 0)) {
      file.step(new StepMetrics(LAST_STEP, 1, 2.3, 0.5, 0.1, 1000));
      file.epoch(epoch());
    }
  }

  private static EpochMetrics epoch() {
    return new EpochMetrics(1, LAST_STEP, 2.3, 0.5, 2.2, 0.6, 0.9, 12.5);
  }

  private static void experimentFolder(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("experiment.json"),
        """
        {"title": "t", "data": "shapes", "models": ["resnet-8"], "activations": ["relu", "ash"],
         "backends": ["reference"], "seeds": [1, 2], "settings": {"epochs": "2"},
         "published": {"source": "s", "top1": {"resnet-8": {"relu": 91.25}}}}
        """);
    Files.writeString(
        folder.resolve("results.jsonl"),
        """
        {"trial": {"model": "resnet-8", "activation": "ash", "backend": "reference", "seed": 1},\
         "data": "shapes", "status": "completed", "error": "", "epochs": [%s], "seconds": 1.5}
        """
            .formatted(JSON.writeValueAsString(epoch())));
  }

  private static void experimentFile(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("grid.yaml"),
        """
        title: ReLU against ASH
        data: shapes:count=20
        models: [resnet-8]
        activations: [relu, "ash:top=10%"]
        seeds: 3
        backends: [reference]
        training: {epochs: 2, batch: 8}
        scales:
          tiny: {training: {epochs: 1}}
        published:
          source: Somebody
          top1: {resnet-8: {relu: 91.25}}
        """);
  }

  private static void cifar(Path folder) throws IOException {
    for (String name : List.of("train.bin", "test.bin")) {
      byte[] records = new byte[2 * 3074];
      records[0] = 19;
      records[1] = 99;
      Files.write(folder.resolve(name), records);
    }
    Files.writeString(folder.resolve("coarse_label_names.txt"), "c\n".repeat(20));
    StringBuilder fine = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      fine.append("class").append(i).append('\n');
    }
    Files.writeString(folder.resolve("fine_label_names.txt"), fine);
  }

  private static void imageFolders(Path folder) throws IOException {
    for (String place : List.of("train/cats", "train/dogs", "val")) {
      Path images = Files.createDirectories(folder.resolve(place));
      write(images.resolve("1.png"), "png");
      write(images.resolve("2.png"), "png");
    }
    Files.writeString(folder.resolve("val.txt"), "1.png cats\n2.png dogs\n");
    Files.writeString(folder.resolve("wnids.txt"), "cats the cats\ndogs\n");
  }

  private static void images(Path folder) throws IOException {
    for (String format : List.of("png", "jpeg", "gif", "bmp", "tiff")) {
      write(folder.resolve(format + ".picture"), format);
    }
    Files.write(folder.resolve("webp.picture"), Base64.getDecoder().decode(WEBP));
  }

  private static void readImages(Path folder) throws IOException {
    for (String format : List.of("png", "jpeg", "gif", "bmp", "tiff", "webp")) {
      Images.read(folder.resolve(format + ".picture"));
    }
  }

  private static void write(Path file, String format) throws IOException {
    BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 320; i++) {
      image.setRGB(i % 20, i / 20, 0x10203 * i);
    }
    if (!ImageIO.write(image, format, file.toFile())) {
      throw new IOException("this Java writes no " + format);
    }
  }

  private static ModelProto onnx() {
    TensorProto weight =
        TensorProto.newBuilder()
            .setName("w")
            .addDims(2)
            .setDataType(1)
            .setRawData(ByteString.copyFrom(new byte[8]))
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(
            GraphProto.newBuilder()
                .setName("g")
                .addInitializer(weight)
                .addNode(NodeProto.newBuilder().setOpType("Relu").addInput("w").addOutput("y")))
        .addMetadataProps(entry("ash.preprocessing.size", "3x32x32"))
        .addMetadataProps(entry("ash.preprocessing.mean", "0.5,0.5,0.5"))
        .addMetadataProps(entry("ash.preprocessing.deviation", "0.2,0.2,0.2"))
        .addMetadataProps(entry("ash.accuracy", "0.9"))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
