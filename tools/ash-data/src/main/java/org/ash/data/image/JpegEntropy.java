package org.ash.data.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ash.data.image.JpegStructure.Component;
import org.ash.data.image.JpegStructure.Frame;
import org.ash.data.image.JpegStructure.Scan;

/**
 * Reads the codes of all scans of a JPEG file, without making a picture of them, to learn whether
 * they are all there. Of a coefficient it keeps whether it is zero, which tells how many bits its
 * refinement takes.
 */
final class JpegEntropy {
  /** Rows and columns of a block. */
  static final int SIDE = 8;

  private static final int COEFFICIENTS = SIDE * SIDE;

  private final byte[] content;
  private final Frame frame;

  /** For each component, for each of its blocks, a bit for each coefficient that is not zero. */
  private final List<long[]> nonzero = new ArrayList<>();

  /** For each component, for each coefficient, how many low bits it still lacks. */
  private final List<int[]> lacks = new ArrayList<>();

  private JpegEntropy(byte[] content, Frame frame) {
    this.content = content;
    this.frame = frame;
    for (int i = 0; i < frame.components().size(); i++) {
      nonzero.add(frame.progressive() ? new long[blocksAcross(i) * blocksDown(i)] : new long[0]);
      int[] all = new int[COEFFICIENTS];
      Arrays.fill(all, Integer.MAX_VALUE);
      lacks.add(all);
    }
  }

  /**
   * What keeps a file from being whole, going on from "a part of the picture is"; empty when every
   * scan that there is has all of its codes, and the scans together tell all of every coefficient.
   */
  static Optional<String> lack(byte[] content, JpegStructure structure) {
    Optional<Frame> frame = structure.frame();
    if (frame.isEmpty()) {
      return Optional.of("missing");
    }
    JpegEntropy entropy = new JpegEntropy(content, frame.get());
    try {
      for (Scan scan : structure.scans()) {
        entropy.read(scan);
      }
    } catch (JpegBits.Lack e) {
      return Optional.of(e.getMessage());
    }
    boolean all = entropy.lacks.stream().flatMapToInt(Arrays::stream).allMatch(bits -> bits == 0);
    return all ? Optional.empty() : Optional.of("missing");
  }

  private void read(Scan scan) throws JpegBits.Lack {
    JpegBits bits = new JpegBits(content, scan.begin(), scan.end());
    JpegScanCodes codes = new JpegScanCodes(scan, bits);
    boolean alone = scan.components().size() == 1;
    int only = scan.components().get(0);
    Component first = frame.components().get(only);
    int across = alone ? blocks(frame.width(), first.across(), frame.mostAcross()) : unitsAcross();
    int down = alone ? blocks(frame.height(), first.down(), frame.mostDown()) : unitsDown();
    int untilRestart = scan.restartInterval();
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        if (scan.restartInterval() > 0 && untilRestart == 0) {
          bits.restart();
          codes.restart();
          untilRestart = scan.restartInterval();
        }
        untilRestart--;
        if (alone) {
          block(codes, 0, only, row, column);
        } else {
          unit(scan, codes, row, column);
        }
      }
    }
    for (int component : scan.components()) {
      Arrays.fill(lacks.get(component), scan.first(), scan.last() + 1, scan.after());
    }
  }

  private void unit(Scan scan, JpegScanCodes codes, int row, int column) throws JpegBits.Lack {
    for (int i = 0; i < scan.components().size(); i++) {
      int component = scan.components().get(i);
      Component sizes = frame.components().get(component);
      for (int y = 0; y < sizes.down(); y++) {
        for (int x = 0; x < sizes.across(); x++) {
          block(codes, i, component, row * sizes.down() + y, column * sizes.across() + x);
        }
      }
    }
  }

  private void block(JpegScanCodes codes, int inScan, int component, int row, int column)
      throws JpegBits.Lack {
    if (frame.progressive()) {
      codes.progressive(inScan, nonzero.get(component), row * blocksAcross(component) + column);
    } else {
      codes.sequential(inScan);
    }
  }

  private int blocksAcross(int component) {
    return unitsAcross() * frame.components().get(component).across();
  }

  private int blocksDown(int component) {
    return unitsDown() * frame.components().get(component).down();
  }

  private int unitsAcross() {
    return JpegStructure.ceil(frame.width(), SIDE * frame.mostAcross());
  }

  private int unitsDown() {
    return JpegStructure.ceil(frame.height(), SIDE * frame.mostDown());
  }

  /** Blocks of a component that is sampled at {@code own / most} of the picture's pixels. */
  private static int blocks(int pixels, int own, int most) {
    return JpegStructure.ceil(pixels * own, SIDE * most);
  }
}
