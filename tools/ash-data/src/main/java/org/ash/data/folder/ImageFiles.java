package org.ash.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Image files with their labels, not read yet; immutable. */
public final class ImageFiles {
  private final List<Path> files;
  private final int[] labels;
  private final int classes;

  private ImageFiles(List<Path> files, int[] labels, int classes) {
    this.files = List.copyOf(files);
    this.labels = labels;
    this.classes = classes;
  }

  /** Number of files. */
  public int size() {
    return files.size();
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** A file. */
  public Path file(int index) {
    return files.get(index);
  }

  /** Its class, from 0. */
  public int label(int index) {
    return labels[index];
  }

  /** How many there are of each class. */
  public List<Integer> histogram() {
    int[] counts = new int[classes];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    return Arrays.stream(counts).boxed().toList();
  }

  /** The first so many of each class, in order. */
  public ImageFiles firstOfEachClass(int count) {
    int[] taken = new int[classes];
    Builder first = new Builder(classes);
    for (int i = 0; i < labels.length; i++) {
      if (taken[labels[i]]++ < count) {
        first.add(files.get(i), labels[i]);
      }
    }
    return first.build();
  }

  /**
   * The same files under other labels.
   *
   * @param count number of classes then
   * @param to the label of each class here
   */
  ImageFiles relabelled(int count, int... to) {
    return new ImageFiles(files, Arrays.stream(labels).map(label -> to[label]).toArray(), count);
  }

  /** Some of the files, in the order of these numbers. */
  ImageFiles select(int... chosen) {
    Builder some = new Builder(classes);
    for (int i : chosen) {
      some.add(files.get(i), labels[i]);
    }
    return some.build();
  }

  /** Collects files. */
  static final class Builder {
    private final List<Path> files = new ArrayList<>();
    private final int classes;
    private int[] labels = new int[1024];

    Builder(int classes) {
      this.classes = classes;
    }

    void add(Path file, int label) {
      if (files.size() == labels.length) {
        labels = Arrays.copyOf(labels, 2 * labels.length);
      }
      labels[files.size()] = label;
      files.add(file);
    }

    ImageFiles build() {
      return new ImageFiles(files, Arrays.copyOf(labels, files.size()), classes);
    }
  }
}
