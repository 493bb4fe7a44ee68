package org.ash.data.cifar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.ash.data.DataException;
import org.ash.data.Progress;
import org.ash.data.image.Bitmap;
import org.ash.data.image.Images;

/**
 * Turns an archive of image files into the binary layout of CIFAR-10: five training files, a test
 * file and the names of the classes.
 *
 * <p>Everything is written to a folder beside the target, which takes the target's name when it is
 * complete; a target is whole or not there. What an interrupted conversion left is replaced by the
 * next.
 */
public final class CifarConversion {
  private static final int IMAGES_PER_TASK = 256;
  private static final int TASKS_AHEAD = 8;
  private static final int THREADS = 2;

  private final LabelledImageArchive archive;
  private final Path target;
  private final Path partial;
  private final Progress progress;
  private final AtomicLong done = new AtomicLong();

  /**
   * What was written.
   *
   * @param folder the folder with the files
   * @param trainImages number of training images
   * @param testImages number of test images
   */
  public record Result(Path folder, int trainImages, int testImages) {}

  private CifarConversion(Path source, Path target, Progress progress) {
    this.target = target;
    this.progress = progress;
    Path absolute = target.toAbsolutePath();
    partial = absolute.resolveSibling("." + absolute.getFileName() + ".partial");
    requireFree(target);
    archive = new LabelledImageArchive(source);
  }

  /**
   * Converts.
   *
   * @param source a folder with one tar archive (plain, gz or xz) of 32 x 32 images named {@code
   *     train/INDEX_LABEL.jpg} or {@code test/...} (png, too), and {@code train_labels.bin} and
   *     {@code test_labels.bin}, a byte for each image
   * @param target the folder to make; must not exist, or be empty
   * @param progress hears of images done
   * @throws DataException when the source is incomplete, damaged or contradicts itself, or the
   *     target cannot be written; then there is no target
   */
  public static Result run(Path source, Path target, Progress progress) {
    return new CifarConversion(source, target, progress).run();
  }

  private Result run() {
    int train = archive.images(LabelledImageArchive.TRAIN);
    int test = archive.images(LabelledImageArchive.TEST);
    try {
      delete(partial);
      Files.createDirectories(partial);
      try {
        write(train, test);
        Files.deleteIfExists(target);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(partial);
      }
    } catch (IOException | UncheckedIOException e) {
      throw DataException.causedBy(
          e, "%s cannot be written (%s); nothing is left there.", target, DataException.reason(e));
    }
    return new Result(target, train, test);
  }

  private void write(int train, int test) throws IOException {
    CifarLayout layout = CifarLayout.CIFAR_10;
    ExecutorService decoders = Executors.newFixedThreadPool(THREADS, CifarConversion::daemon);
    try (CifarWriter trainFiles = new CifarWriter(partial, layout.trainFiles(), train);
        CifarWriter testFile = new CifarWriter(partial, List.of(layout.testFile()), test)) {
      Map<String, CifarWriter> writers =
          Map.of(LabelledImageArchive.TRAIN, trainFiles, LabelledImageArchive.TEST, testFile);
      try {
        decodeAll(decoders, writers, train + test);
      } finally {
        // Before the files are closed under their hands.
        stop(decoders);
      }
      trainFiles.complete(LabelledImageArchive.TRAIN);
      testFile.complete(LabelledImageArchive.TEST);
    }
    CifarWriter.writeClassNames(partial);
  }

  /** Reads the archive on this thread and has its images decoded by others, not too far ahead. */
  private void decodeAll(ExecutorService decoders, Map<String, CifarWriter> writers, int total) {
    Deque<Future<?>> pending = new ArrayDeque<>();
    List<LabelledImageArchive.Entry> task = new ArrayList<>();
    archive.read(
        image -> {
          task.add(image);
          if (task.size() == IMAGES_PER_TASK) {
            submit(decoders, List.copyOf(task), writers, total, pending);
            task.clear();
          }
        });
    submit(decoders, List.copyOf(task), writers, total, pending);
    while (!pending.isEmpty()) {
      await(pending.removeFirst());
    }
  }

  private void submit(
      ExecutorService decoders,
      List<LabelledImageArchive.Entry> images,
      Map<String, CifarWriter> writers,
      int total,
      Deque<Future<?>> pending) {
    pending.addLast(
        decoders.submit(
            () -> {
              for (LabelledImageArchive.Entry image : images) {
                writers.get(image.split).write(image.index, image.label, decode(image));
              }
              progress.at(done.addAndGet(images.size()), total);
            }));
    if (pending.size() > TASKS_AHEAD) {
      await(pending.removeFirst());
    }
  }

  private static byte[] decode(LabelledImageArchive.Entry image) {
    Bitmap bitmap = Images.decode(image.content, image.name).withChannels(CifarLayout.CHANNELS);
    if (bitmap.height() != CifarLayout.SIDE || bitmap.width() != CifarLayout.SIDE) {
      throw DataException.of(
          "%s has %d x %d pixels; the layout of CIFAR-10 holds images of 32 x 32 only.",
          image.name, bitmap.width(), bitmap.height());
    }
    byte[] samples = new byte[CifarLayout.IMAGE_BYTES];
    bitmap.copyTo(samples, 0);
    return samples;
  }

  private static void await(Future<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DataException known) {
        throw known;
      }
      if (e.getCause() instanceof UncheckedIOException known) {
        throw known;
      }
      throw DataException.causedBy(
          e.getCause(), "The conversion failed unexpectedly: %s.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DataException.causedBy(e, "The conversion was interrupted; nothing was written.");
    }
  }

  private static void stop(ExecutorService decoders) {
    decoders.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = decoders.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ash-convert");
    thread.setDaemon(true);
    return thread;
  }

  private static void requireFree(Path target) {
    if (!Files.exists(target)) {
      return;
    }
    if (Files.isDirectory(target)) {
      try (Stream<Path> entries = Files.list(target)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      } catch (IOException e) {
        throw DataException.causedBy(
            e, "%s cannot be listed: %s.", target, DataException.reason(e));
      }
    }
    throw DataException.of(
        "%s exists and is not an empty folder; choose another place, or delete it first.", target);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
