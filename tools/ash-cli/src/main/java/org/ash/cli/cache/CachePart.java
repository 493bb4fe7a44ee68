package org.ash.cli.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.ash.data.fetch.PublishedArchive;

/**
 * Files in the folder for caches that are made and removed together. There are no others that this
 * program knows: what else lies in that folder is somebody's own.
 *
 * @param name what it is called
 * @param description what it is, and who makes it again
 * @param files the files and folders that are there, absolute; at least one
 */
public record CachePart(String name, String description, List<Path> files) {

  /** The names of all parts that there can be. */
  public static final List<String> NAMES =
      List.of("javacpp", "onnxruntime", "jna", "cifar10", "cifar100");

  /** Copies the list. */
  public CachePart {
    files = List.copyOf(files);
  }

  /** The parts that are in a folder; none where there is no such folder. */
  public static List<CachePart> in(Path folder) {
    List<CachePart> found = new ArrayList<>();
    add(found, folder, "javacpp", "native libraries of tensorflow and dl4j, unpacked by JavaCPP");
    add(found, folder, "onnxruntime", "native libraries of onnxruntime, unpacked");
    add(found, folder, "jna", "the native library of JNA, unpacked");
    for (PublishedArchive archive :
        List.of(PublishedArchive.CIFAR_10, PublishedArchive.CIFAR_100)) {
      String file = archive.fileName();
      String description = "a data set that `data fetch %s` downloaded".formatted(archive.name());
      add(
          found,
          folder,
          archive.name(),
          description,
          file,
          file + ".sha256",
          file + ".part",
          file + ".part.lock");
    }
    return found;
  }

  private static void add(List<CachePart> found, Path folder, String name, String description) {
    add(found, folder, name, description, name);
  }

  private static void add(
      List<CachePart> found, Path folder, String name, String description, String... files) {
    List<Path> there = new ArrayList<>();
    for (String file : files) {
      Path path = folder.toAbsolutePath().resolve(file);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        there.add(path);
      }
    }
    if (!there.isEmpty()) {
      found.add(new CachePart(name, description, there));
    }
  }

  /** What its files hold together, in bytes. */
  public long bytes() throws IOException {
    AtomicLong sum = new AtomicLong();
    for (Path file : files) {
      Files.walkFileTree(
          file,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
              sum.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return sum.get();
  }

  /** Removes its files; of links, only the links. */
  public void remove() throws IOException {
    for (Path file : files) {
      Files.walkFileTree(
          file,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.delete(left);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
