package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Convolution;
import org.ash.ir.Dimension;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Convolution and its two gradients, each over the same windows: strides, paddings, dilations,
 * groups, kernels of every kind.
 *
 * @param direction which of the three
 */
record ConvolutionSweep(Direction direction) implements OperatorSweep {

  /** Which of image, weight and result is computed from the two others. */
  private enum Direction {
    RESULT,
    IMAGE,
    WEIGHT
  }

  /** A window with the shapes it slides over: images [n, c, h, w], m kernels of [kh, kw]. */
  private record Setting(Window window, long n, long c, long h, long w, long m, long kh, long kw) {
    Shape image() {
      return Shape.of(n, c, h, w);
    }

    Shape weight() {
      return Shape.of(m, c / window.group(), kh, kw);
    }

    Shape result() {
      return Shape.of(n, m, window.outputHeight(h, kh), window.outputWidth(w, kw));
    }

    String label() {
      return String.format(
          "%dx%d stride %d,%d pad %d,%d,%d,%d dilation %d,%d group %d, %s to %d",
          kh,
          kw,
          window.strideH(),
          window.strideW(),
          window.padTop(),
          window.padLeft(),
          window.padBottom(),
          window.padRight(),
          window.dilationH(),
          window.dilationW(),
          window.group(),
          image(),
          m);
    }
  }

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(Convolution.Conv.class, new ConvolutionSweep(Direction.RESULT))
        .on(Convolution.ConvInputGradient.class, new ConvolutionSweep(Direction.IMAGE))
        .on(Convolution.ConvWeightGradient.class, new ConvolutionSweep(Direction.WEIGHT));
  }

  private static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (int stride = 1; stride <= 3; stride++) {
      for (int pad = 0; pad <= 2; pad++) {
        Window window = Window.of(stride, pad);
        settings.add(new Setting(window, 2, 3, 8, 9, 4, 3, 3));
        settings.add(new Setting(window, 2, 3, 7, 6, 4, 1, 1));
        settings.add(new Setting(window.withDilation(2), 2, 3, 9, 8, 4, 3, 3));
      }
      Window padded = Window.of(stride, 1);
      settings.add(new Setting(padded.withGroup(2), 2, 4, 7, 6, 6, 3, 3));
      // Depthwise, then with two results for each channel.
      settings.add(new Setting(padded.withGroup(4), 2, 4, 7, 6, 4, 3, 3));
      settings.add(new Setting(padded.withGroup(4), 2, 4, 7, 6, 8, 3, 2));
      Window wide = Window.of(stride, 2);
      settings.add(new Setting(wide.withGroup(4).withDilation(2), 2, 4, 9, 8, 4, 3, 3));
      settings.add(new Setting(wide.withGroup(2).withDilation(3), 2, 4, 9, 8, 4, 3, 3));
    }
    settings.addAll(unequal());
    settings.addAll(bounds());
    return settings;
  }

  /** Everything different in the two directions, so that H and W cannot be mixed up. */
  private static List<Setting> unequal() {
    return List.of(
        new Setting(new Window(1, 1, 0, 1, 2, 3, 1, 1, 1), 1, 2, 6, 5, 3, 3, 2),
        new Setting(new Window(2, 1, 1, 0, 1, 2, 1, 1, 1), 3, 2, 6, 5, 3, 3, 5),
        new Setting(new Window(2, 1, 1, 0, 2, 1, 1, 1, 2), 2, 4, 9, 11, 6, 3, 3),
        new Setting(new Window(1, 2, 1, 1, 1, 1, 1, 1, 2), 2, 2, 6, 5, 2, 3, 3),
        new Setting(new Window(1, 2, 1, 1, 0, 1, 1, 3, 1), 2, 2, 6, 9, 2, 2, 3),
        new Setting(new Window(3, 1, 0, 2, 1, 0, 2, 1, 1), 2, 2, 10, 4, 3, 3, 2),
        new Setting(new Window(2, 2, 0, 0, 1, 1, 1, 1, 1), 2, 3, 8, 8, 4, 3, 3),
        new Setting(Window.of(1, 0), 2, 3, 5, 7, 2, 1, 5),
        new Setting(Window.of(1, 0), 2, 3, 5, 7, 2, 5, 1),
        new Setting(Window.of(2, 1), 2, 3, 5, 8, 4, 2, 2),
        new Setting(Window.of(1, 1), 1, 2, 6, 5, 3, 3, 2));
  }

  /** Where a formula for extents goes wrong first. */
  private static List<Setting> bounds() {
    return List.of(
        // One element of everything.
        new Setting(Window.of(1, 0), 1, 1, 1, 1, 1, 1, 1),
        // The window fits exactly once; with padding; with dilation; only thanks to padding.
        new Setting(Window.of(1, 0), 2, 3, 4, 5, 2, 4, 5),
        new Setting(Window.of(2, 1), 2, 3, 3, 2, 2, 5, 4),
        new Setting(Window.of(1, 0).withDilation(3), 2, 2, 7, 4, 3, 3, 2),
        new Setting(Window.of(1, 2), 2, 2, 1, 1, 3, 3, 3),
        // Padding beyond the kernel: rings of zeros.
        new Setting(Window.of(1, 4), 2, 4, 5, 6, 3, 3, 3),
        new Setting(Window.of(1, 1), 2, 3, 4, 5, 2, 1, 1),
        // A stride beyond the kernel leaves pixels that nobody sees; it does not divide either.
        new Setting(Window.of(3, 0), 2, 2, 9, 11, 3, 2, 2),
        new Setting(Window.of(4, 1), 2, 2, 10, 7, 3, 1, 2),
        new Setting(Window.of(2, 3), 1, 3, 15, 15, 8, 7, 7),
        // A stride of a 1 x 1 kernel that divides the extents, few channels: weight gradients of
        // oneDNN on AVX2 are wrong there.
        new Setting(Window.of(2, 0), 2, 4, 8, 8, 8, 1, 1),
        new Setting(Window.of(2, 0), 3, 6, 10, 14, 3, 1, 1),
        new Setting(Window.of(3, 0), 3, 3, 15, 6, 3, 1, 1),
        // Channels in numbers that fill vector registers, and one more.
        new Setting(Window.of(1, 1), 2, 16, 6, 7, 16, 3, 3),
        new Setting(Window.of(1, 1), 2, 17, 6, 7, 33, 3, 3),
        new Setting(Window.of(1, 0), 3, 32, 4, 5, 8, 1, 1),
        // More samples than engines have threads, in numbers that blocks of them do not divide; a
        // dilated kernel goes another way on many.
        new Setting(Window.of(1, 1), 10, 3, 8, 7, 4, 3, 3),
        new Setting(Window.of(2, 2).withDilation(2), 10, 3, 9, 8, 4, 3, 3));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    List<Setting> settings = settings();
    for (Setting setting : settings) {
      cases.add(of(setting.label(), DType.FLOAT32, 1, setting));
    }
    for (int i = 0; i < settings.size(); i += 4) {
      cases.add(of("FLOAT64 " + settings.get(i).label(), DType.FLOAT64, 1, settings.get(i)));
    }
    for (int i = 0; i < settings.size(); i += 5) {
      cases.add(batched(settings.get(i)));
    }
    return cases;
  }

  /** The image's gradient has the symbol among its attributes, too. */
  private OperatorCase batched(Setting setting) {
    OperatorCase fixed = of(setting.label(), DType.FLOAT32, 2, setting);
    return switch (direction) {
      case RESULT -> fixed.batched(0);
      case WEIGHT -> fixed.batched(0, 1);
      case IMAGE -> {
        SymbolicShape image = SymbolicShape.of(setting.image()).with(0, Dimension.symbol("N"));
        Op op = new Convolution.ConvInputGradient(setting.window(), image);
        yield OperatorCase.of(fixed.label(), op, fixed.inputs().toArray(Tensor[]::new)).batched(0);
      }
    };
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int length : Operand.AWKWARD_LENGTHS) {
      Setting wide = new Setting(Window.of(1, 1), 1, 2, 3, length, 2, 3, 3);
      cases.add(of("width " + length, DType.FLOAT32, length, wide));
      Setting deep = new Setting(Window.of(1, 1), 1, length, 3, 4, 3, 3, 3);
      cases.add(of("channels " + length, DType.FLOAT32, length, deep));
    }
    // In the middle, where every tap meets it.
    Setting setting = new Setting(Window.of(1, 1), 2, 3, 7, 9, 4, 3, 3);
    OperatorCase plain = of("plain", DType.FLOAT32, 3, setting);
    Tensor first = plain.inputs().get(0);
    Tensor second = plain.inputs().get(1);
    int middle = 3 * 9 + 4;
    double inf = Double.POSITIVE_INFINITY;
    cases.add(
        special("NaN in one place", plain.op(), Operand.with(first, middle, Double.NaN), second));
    cases.add(special("Inf in one place", plain.op(), Operand.with(first, middle, inf), second));
    cases.add(
        special("huge", plain.op(), Operand.moved(first, 1e30, 0), Operand.moved(second, 1e30, 0)));
    return cases;
  }

  private static OperatorCase special(String label, Op op, Tensor first, Tensor second) {
    return OperatorCase.of(label, op, first, second);
  }

  @Override
  public List<OperatorCase> smooth() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Setting setting :
        List.of(
            new Setting(Window.of(1, 0), 2, 3, 3, 2, 2, 1, 1),
            new Setting(Window.of(1, 1), 2, 2, 4, 3, 2, 3, 3),
            new Setting(Window.of(2, 1), 1, 2, 5, 4, 3, 3, 3),
            new Setting(Window.of(3, 1), 1, 2, 7, 5, 2, 2, 3),
            new Setting(Window.of(1, 2).withDilation(2), 1, 2, 5, 4, 2, 3, 3),
            new Setting(Window.of(2, 1).withGroup(3), 1, 3, 5, 4, 3, 3, 3),
            new Setting(new Window(2, 1, 0, 1, 2, 3, 1, 2, 2), 1, 4, 6, 5, 2, 2, 3),
            new Setting(new Window(1, 3, 2, 0, 1, 3, 2, 1, 1), 2, 1, 4, 6, 2, 3, 2))) {
      cases.add(of(setting.label(), DType.FLOAT32, 4, setting));
    }
    return cases;
  }

  @Override
  public OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    int group = choices.between(1, 3);
    Window window = Draw.window(choices, group);
    Setting setting =
        new Setting(
            window,
            choices.between(1, 3),
            (long) group * choices.between(1, 4),
            choices.between(1, 9),
            choices.between(1, 9),
            (long) group * choices.between(1, 4),
            choices.between(1, 4),
            choices.between(1, 4));
    return of("random", dtype, Draw.seed(choices), setting);
  }

  private OperatorCase of(String label, DType dtype, long seed, Setting setting) {
    Tensor image = Operand.normal(dtype, seed, setting.image());
    Tensor weight = Operand.normal(dtype, seed + 1, setting.weight());
    Tensor result = Operand.normal(dtype, seed + 2, setting.result());
    Window window = setting.window();
    return switch (direction) {
      case RESULT -> OperatorCase.of(label, new Convolution.Conv(window), image, weight);
      case IMAGE ->
          OperatorCase.of(
              label,
              new Convolution.ConvInputGradient(window, SymbolicShape.of(setting.image())),
              result,
              weight);
      case WEIGHT ->
          OperatorCase.of(
              label, new Convolution.ConvWeightGradient(window, setting.weight()), image, result);
    };
  }
}
