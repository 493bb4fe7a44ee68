package org.ash.onnx.verify;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ash.onnx.guard.TrustedNatives;
import org.ash.onnx.proto.ModelProto;
import org.ash.tensor.Tensor;

/**
 * Writes models so that only verified ones are found. A model is written to a temporary file beside
 * its target, verified there, and moved to its name in one step; one that fails is kept as {@code
 * NAME.rejected}, which no tool takes for a model, so that it can be looked into. What stood under
 * the name before is replaced by a verified model only.
 */
public final class VerifiedFile {
  /** What the name of a model that failed ends in. */
  public static final String REJECTED = ".rejected";

  private static final String UNVERIFIED = ".unverified";
  private static final Pattern OWNER = Pattern.compile("(\\d{1,18})-\\d+-");

  private VerifiedFile() {}

  /**
   * Writes and verifies a model.
   *
   * @param target the file to be; its folder exists
   * @param model what to write
   * @param inputs a tensor for each input, by name
   * @param expected what outputs should be, by name; at least one
   * @return what the verification found; the model is under {@code target} exactly when it passed
   * @throws IOException when the files cannot be written or read; nothing is then left behind
   */
  public static VerificationReport write(
      Path target, ModelProto model, Map<String, Tensor> inputs, Map<String, Tensor> expected)
      throws IOException {
    Path absolute = target.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling(
            prefix(absolute) + owner(ProcessHandle.current()) + UUID.randomUUID() + UNVERIFIED);
    sweep(absolute);
    try {
      Files.write(temporary, model.toByteArray());
      VerificationReport report =
          OnnxVerifier.verify(temporary, inputs, expected, TrustedNatives::new);
      Path rejected = absolute.resolveSibling(absolute.getFileName() + REJECTED);
      if (report.passed()) {
        move(temporary, absolute);
        Files.deleteIfExists(rejected);
      } else {
        move(temporary, rejected);
      }
      return report;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  /**
   * Removes what exports to the same target have left that were killed: files of a process that is
   * no more, or that do not say whose they are.
   */
  private static void sweep(Path target) throws IOException {
    String prefix = prefix(target);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent())) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix)
            && name.endsWith(UNVERIFIED)
            && !isOfLiving(name.substring(prefix.length()))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOfLiving(String rest) {
    Matcher owner = OWNER.matcher(rest);
    return owner.lookingAt()
        && ProcessHandle.of(Long.parseLong(owner.group(1)))
            .filter(process -> owner.group().equals(owner(process)))
            .isPresent();
  }

  /** A process and when it began: its number alone is another program's one day. */
  private static String owner(ProcessHandle process) {
    long began = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "-" + began + "-";
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
