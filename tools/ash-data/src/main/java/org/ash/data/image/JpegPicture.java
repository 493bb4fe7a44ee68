package org.ash.data.image;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ash.data.image.JpegStructure.Frame;

/**
 * A JPEG file, held to the whole picture. Of a file that was cut off Java's decoder fills the rest
 * with gray, from damaged bytes it makes up something, and only warns, of the first such thing
 * alone. So where it warns, or where the end marker is missing, the codes of all scans are read to
 * see whether they are complete. Bytes too many and an end marker too few do no harm and pass.
 *
 * <p>Not every damage is seen: changed bytes often stand for another picture, without a mistake.
 */
final class JpegPicture implements Picture {
  // From the JPEG library's table of messages, which is in English everywhere.
  private static final String CORRUPT = "Corrupt JPEG data: ";
  private static final String LACKS_DATA = "premature end of data segment";
  private static final String HARMLESS = "extraneous bytes before marker";

  private static final int COEFFICIENTS_BYTES = 2 * 64;

  /** Of a picture in several scans: its coefficients, which lie in memory outside the heap. */
  private static final int MOST_HELD_MIB = 1024;

  private final byte[] content;
  private final JpegStructure structure;
  private final Frame frame;
  private final JpegColours colours;
  private final PictureSize size;

  private JpegPicture(byte[] content) throws IOException {
    this.content = content;
    structure = JpegStructure.of(content);
    frame = structure.frame().orElseThrow(() -> damage("missing"));
    if (!frame.usual() || frame.precision() != 8) {
      throw new UnreadableKind(
          String.format(
              Locale.ROOT,
              "JPEG of %d bits a sample, coded by process %d; 8 bits and processes 0 to 2 are read",
              frame.precision(),
              frame.marker() & 15));
    }
    size = PictureSize.of(frame.height(), frame.width(), frame.components().size());
    colours = JpegColours.of(structure, frame.components());
    requireScans();
  }

  static JpegPicture open(byte[] content) throws IOException {
    return new JpegPicture(content);
  }

  /** Of what a header promises, at least the amount must be there before room is made for it. */
  private void requireScans() throws IOException {
    boolean all =
        IntStream.range(0, frame.components().size())
            .allMatch(
                i ->
                    structure.scans().stream()
                        .anyMatch(scan -> scan.first() == 0 && scan.components().contains(i)));
    long bits =
        structure.scans().stream()
            .mapToLong(scan -> (long) Byte.SIZE * (scan.end() - scan.begin()))
            .sum();
    if (!all || frame.blocks() > bits) {
      throw damage("missing");
    }
    boolean held =
        frame.progressive()
            || structure.scans().get(0).components().size() < frame.components().size();
    long mib = (frame.blocks() * COEFFICIENTS_BYTES) >> 20;
    if (held && mib > MOST_HELD_MIB) {
      throw new UnreadableKind(
          String.format(
              Locale.ROOT,
              "JPEG of %,d x %,d pixels in several scans, which take %,d MiB at once; %,d are the"
                  + " most",
              frame.width(),
              frame.height(),
              mib,
              MOST_HELD_MIB));
    }
  }

  @Override
  public PictureSize size() {
    return size;
  }

  @Override
  public Orientation orientation() {
    return structure.exif().map(Orientation::ofTiff).orElse(Orientation.UPRIGHT);
  }

  @Override
  public boolean printed() {
    return colours.printed();
  }

  @Override
  public Bitmap decode(int step) throws IOException {
    try (DecodedPicture decoder =
        DecodedPicture.open(ImageFormat.JPEG, structure.essence(), Orientation.UPRIGHT)) {
      Bitmap image = colours.bitmap(decoder.raster(step));
      requireWhole(decoder.warnings());
      return image;
    }
  }

  private void requireWhole(List<String> warnings) throws IOException {
    for (String warning : warnings) {
      int corrupt = warning.indexOf(CORRUPT);
      if (warning.contains(LACKS_DATA)) {
        throw damage("missing");
      }
      if (corrupt >= 0 && !warning.contains(HARMLESS)) {
        throw damage("garbled: " + warning.substring(corrupt + CORRUPT.length()));
      }
    }
    if (!structure.ended() || !warnings.isEmpty()) {
      Optional<String> lack = JpegEntropy.lack(content, structure);
      if (lack.isPresent()) {
        throw damage(lack.get());
      }
    }
  }

  private static IOException damage(String what) {
    return new IOException("a part of the picture is " + what);
  }

  @Override
  public void close() {
    // Nothing is open between its methods.
  }
}
