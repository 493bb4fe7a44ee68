package org.ash.data.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.ash.data.DataException;
import org.ash.data.Progress;

/**
 * Brings a published archive to the disk, once.
 *
 * <p>The download goes to {@code NAME.part}, which a later call resumes. Only a file with the
 * published MD5 sum gets its name; its SHA-256 sum is then kept in {@code NAME.sha256} beside it
 * and checked at each later call, so that a file that changes is noticed.
 */
public final class Fetch {
  /** A connection that broke off is taken up again as long as each attempt brings something. */
  private static final int ATTEMPTS = 5;

  private final PublishedArchive archive;
  private final Path file;
  private final Path part;
  private final Path recorded;
  private final Patience patience;
  private final Progress progress;

  /**
   * What is on the disk now.
   *
   * @param file the archive
   * @param sha256 its SHA-256 sum
   * @param downloaded whether it was downloaded now; else it was there already
   */
  public record Result(Path file, String sha256, boolean downloaded) {}

  private Fetch(PublishedArchive archive, Path folder, Patience patience, Progress progress) {
    this.archive = archive;
    this.patience = patience;
    this.progress = progress;
    file = folder.resolve(archive.fileName());
    part = folder.resolve(archive.fileName() + ".part");
    recorded = folder.resolve(archive.fileName() + ".sha256");
  }

  /**
   * Makes sure that an archive is on the disk and is what its authors published.
   *
   * @param archive what to get
   * @param folder where to put it; made when missing
   * @param patience with the network, {@link Patience#usual} unless there is a reason
   * @param progress hears of bytes on the disk
   * @throws DataException when the network or the disk fails, or the content is not the published
   */
  public static Result run(
      PublishedArchive archive, Path folder, Patience patience, Progress progress) {
    return new Fetch(archive, folder, patience, progress).run();
  }

  private Result run() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file)) {
        return reuse();
      }
      Path lockFile = part.resolveSibling(part.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel).orElseThrow(this::busy)) {
        return whileLocked(lock, lockFile);
      }
    } catch (IOException e) {
      throw DataException.causedBy(
          e, "%s cannot be written or read: %s.", file, DataException.reason(e));
    }
  }

  private Result whileLocked(FileLock lock, Path lockFile) throws IOException {
    try {
      // Another process may have finished the download just before the lock was free.
      return lock.isValid() && !Files.exists(file) ? download() : reuse();
    } finally {
      Files.deleteIfExists(lockFile);
    }
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private DataException busy() {
    return DataException.of(
        "%s is being downloaded by another process; wait for that, or stop it.", file);
  }

  private Result reuse() throws IOException {
    Checksums sums = Checksums.of(file);
    if (!Files.exists(recorded)) {
      if (!sums.md5().equals(archive.md5())) {
        throw DataException.of(
            "%s is not the published %s: its MD5 sum is %s, published is %s. Delete it and fetch"
                + " again.",
            file, archive.name(), sums.md5(), archive.md5());
      }
      record(sums);
    } else if (!Files.readString(recorded).startsWith(sums.sha256())) {
      throw DataException.of(
          "%s has changed since it was downloaded: its SHA-256 sum is %s, not the one in %s. Delete"
              + " both and fetch again.",
          file, sums.sha256(), recorded.getFileName());
    }
    return new Result(file, sums.sha256(), false);
  }

  private Result download() throws IOException {
    if (size() > archive.bytes()) {
      // Of another file, or of one that was written to by something else.
      Files.delete(part);
    }
    boolean resumed = size() > 0;
    transfer();
    Checksums sums = Checksums.of(part);
    if (resumed && !sums.md5().equals(archive.md5())) {
      // Perhaps only what was there before was bad.
      Files.delete(part);
      transfer();
      sums = Checksums.of(part);
    }
    if (!sums.md5().equals(archive.md5())) {
      Files.delete(part);
      throw DataException.of(
          "What %s gave is not the published %s: its MD5 sum is %s, published is %s. Nothing was"
              + " kept; try another network or source.",
          archive.source(), archive.name(), sums.md5(), archive.md5());
    }
    record(sums);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return new Result(file, sums.sha256(), true);
  }

  /** In the format of sha256sum, so that {@code sha256sum -c} checks it. */
  private void record(Checksums sums) throws IOException {
    Files.writeString(recorded, sums.sha256() + "  " + archive.fileName() + "\n");
  }

  private void transfer() throws IOException {
    if (archive.source().getScheme().equals("file")) {
      copy(Path.of(archive.source()));
      return;
    }
    IOException last = null;
    boolean whole = false;
    for (int attempt = 0; attempt < ATTEMPTS && size() < archive.bytes(); attempt++) {
      long before = size();
      try (Transfer transfer = new Transfer(patience, progress, System.getenv())) {
        transfer.run(archive, part, whole);
        return;
      } catch (Answer answer) {
        if (whole || answer.remedy() != Answer.Remedy.START_AGAIN) {
          throw failed(answer);
        }
        whole = true;
        last = answer;
      } catch (IOException e) {
        last = e;
        if (e instanceof Transfer.Silent || size() <= before) {
          throw failed(e);
        }
        // What came can be gone on from.
        whole = false;
      }
    }
    if (last != null && size() < archive.bytes()) {
      throw failed(last);
    }
  }

  private void copy(Path from) throws IOException {
    if (!Files.isRegularFile(from)) {
      throw DataException.of("%s is no file; name the archive of %s.", from, archive.name());
    }
    if (Files.size(from) != archive.bytes()) {
      throw DataException.of(
          "%s has %,d bytes where %,d are published; it is another file, or not all of it.",
          from, Files.size(from), archive.bytes());
    }
    Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
    progress.at(archive.bytes(), archive.bytes());
  }

  private long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private DataException failed(IOException cause) throws IOException {
    long kept = size();
    if (kept > 0) {
      return DataException.causedBy(
          cause,
          "%s cannot be downloaded: %s; %,d bytes are kept, and fetching again goes on from there.",
          archive.source(),
          reason(cause),
          kept);
    }
    return DataException.causedBy(
        cause,
        "%s cannot be downloaded: %s; check the network, or download it elsewhere to %s.",
        archive.source(),
        reason(cause),
        file);
  }

  private static String reason(IOException e) {
    if (e instanceof Transfer.ProxyUnreached) {
      return e.getMessage();
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return "its host is unknown (no network?)";
      }
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "its host does not answer (no network?)";
    }
    if (e instanceof ConnectException) {
      return "its host refuses the connection";
    }
    return DataException.reason(e);
  }
}
