package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Contraction;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Matrix products: leading axes broadcast in every position, transposed and scaled operands. */
final class ContractionSweep {
  private static final Contraction.MatMul MAT_MUL = new Contraction.MatMul();

  private static final List<long[][]> PRODUCTS =
      List.of(
          new long[][] {{3, 4}, {4, 5}},
          new long[][] {{1, 1}, {1, 1}},
          new long[][] {{1, 300}, {300, 1}},
          new long[][] {{5, 1}, {1, 7}},
          new long[][] {{2, 3, 4}, {4, 5}},
          new long[][] {{3, 4}, {2, 4, 5}},
          new long[][] {{2, 3, 4}, {2, 4, 5}},
          new long[][] {{2, 1, 3, 4}, {5, 4, 2}},
          new long[][] {{1, 3, 4}, {6, 4, 2}},
          new long[][] {{2, 1, 2, 3, 4}, {3, 1, 4, 2}});

  /** Shapes of C for a product of 3 by 5 elements. */
  private static final List<long[]> BIASES =
      List.of(
          new long[] {5}, new long[] {}, new long[] {1, 5}, new long[] {3, 1}, new long[] {3, 5});

  private ContractionSweep() {}

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(
            Contraction.MatMul.class,
            new ListedSweep(
                ContractionSweep::matMulValues,
                ContractionSweep::matMulSpecial,
                ContractionSweep::matMulSmooth,
                ContractionSweep::matMulRandom))
        .on(
            Contraction.Gemm.class,
            new ListedSweep(
                ContractionSweep::gemmValues,
                ContractionSweep::gemmSpecial,
                ContractionSweep::gemmSmooth,
                ContractionSweep::gemmRandom));
  }

  private static List<OperatorCase> matMulValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.FLOATING) {
      for (long[][] shapes : PRODUCTS) {
        Shape a = Shape.of(shapes[0]);
        Shape b = Shape.of(shapes[1]);
        cases.add(matMul(dtype + " " + a + " by " + b, dtype, 1, a, b));
      }
    }
    DType dtype = DType.FLOAT32;
    cases.add(matMul("rows", dtype, 2, Shape.of(3, 4), Shape.of(4, 5)).batched(0));
    cases.add(matMul("matrices", dtype, 3, Shape.of(2, 3, 4), Shape.of(2, 4, 5)).batched(0, 1));
    cases.add(matMul("shared matrix", dtype, 4, Shape.of(2, 3, 4), Shape.of(4, 5)).batched(0));
    return cases;
  }

  private static List<OperatorCase> matMulSpecial() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int k : Operand.AWKWARD_LENGTHS) {
      cases.add(matMul(k + " terms", dtype, k, Shape.of(2, k), Shape.of(k, 3)));
      cases.add(matMul(k + " columns", dtype, k, Shape.of(3, 2), Shape.of(2, k)));
    }
    cases.add(matMul("no rows", dtype, 1, Shape.of(0, 4), Shape.of(4, 5)));
    cases.add(matMul("no terms", dtype, 2, Shape.of(2, 0), Shape.of(0, 3)));
    Tensor a = Operand.normal(dtype, 3, Shape.of(3, 4));
    Tensor b = Operand.normal(dtype, 4, Shape.of(4, 5));
    double inf = Double.POSITIVE_INFINITY;
    cases.add(OperatorCase.of("NaN in one row", MAT_MUL, Operand.with(a, 5, Double.NaN), b));
    cases.add(OperatorCase.of("NaN in one column", MAT_MUL, a, Operand.with(b, 7, Double.NaN)));
    cases.add(OperatorCase.of("Inf in one row", MAT_MUL, Operand.with(a, 5, inf), b));
    cases.add(
        OperatorCase.of("huge", MAT_MUL, Operand.moved(a, 1e30, 0), Operand.moved(b, 1e30, 0)));
    return cases;
  }

  private static List<OperatorCase> matMulSmooth() {
    DType dtype = DType.FLOAT32;
    return List.of(
        matMul("plain", dtype, 1, Shape.of(3, 4), Shape.of(4, 2)),
        matMul("left repeated", dtype, 2, Shape.of(2, 3), Shape.of(2, 3, 2)),
        matMul("right repeated", dtype, 3, Shape.of(2, 3, 2), Shape.of(2, 2)),
        matMul("crosswise", dtype, 4, Shape.of(2, 1, 2, 3), Shape.of(3, 3, 1)));
  }

  private static OperatorCase matMulRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    Shape leading = Draw.shape(choices, 0, 2, 3);
    long m = choices.between(1, 9);
    long k = choices.between(1, 40);
    long n = choices.between(1, 9);
    Shape a = append(Draw.repeated(choices, leading), m, k);
    Shape b = append(Draw.repeated(choices, leading), k, n);
    return matMul("random", dtype, Draw.seed(choices), a, b);
  }

  private static Shape append(Shape leading, long rows, long columns) {
    long[] dims = new long[leading.rank() + 2];
    System.arraycopy(leading.dims(), 0, dims, 0, leading.rank());
    dims[leading.rank()] = rows;
    dims[leading.rank() + 1] = columns;
    return Shape.of(dims);
  }

  private static OperatorCase matMul(String label, DType dtype, long seed, Shape a, Shape b) {
    return OperatorCase.of(
        label, MAT_MUL, Operand.normal(dtype, seed, a), Operand.normal(dtype, seed + 1, b));
  }

  private static List<OperatorCase> gemmValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.FLOATING) {
      for (boolean transA : new boolean[] {false, true}) {
        for (boolean transB : new boolean[] {false, true}) {
          Contraction.Gemm scaled = new Contraction.Gemm(0.5, 2, transA, transB);
          cases.add(gemm(dtype + " without C", scaled, dtype, 3, 4, 5));
          for (long[] bias : BIASES) {
            Shape c = Shape.of(bias);
            cases.add(gemm(dtype + " with C " + c, scaled, dtype, 3, 4, 5, c));
          }
          Contraction.Gemm plain = new Contraction.Gemm(1, 1, transA, transB);
          cases.add(gemm(dtype + " plain", plain, dtype, 3, 4, 5, Shape.of(5)));
        }
      }
    }
    Contraction.Gemm plain = new Contraction.Gemm(1, 1, false, true);
    cases.add(gemm("rows", plain, DType.FLOAT32, 3, 4, 5, Shape.of(5)).batched(0));
    return cases;
  }

  private static List<OperatorCase> gemmSpecial() {
    List<OperatorCase> cases = new ArrayList<>();
    Contraction.Gemm plain = new Contraction.Gemm(1, 1, false, false);
    DType dtype = DType.FLOAT32;
    for (int k : Operand.AWKWARD_LENGTHS) {
      cases.add(gemm(k + " terms", plain, dtype, 2, k, 3, Shape.of(3)));
    }
    cases.add(gemm("no rows", plain, dtype, 0, 4, 5, Shape.of(5)));
    OperatorCase one = gemm("NaN in one row", plain, dtype, 3, 4, 5, Shape.of(5));
    List<Tensor> in = one.inputs();
    cases.add(
        OperatorCase.of(
            one.label(), plain, Operand.with(in.get(0), 5, Double.NaN), in.get(1), in.get(2)));
    return cases;
  }

  private static List<OperatorCase> gemmSmooth() {
    List<OperatorCase> cases = new ArrayList<>();
    for (boolean transA : new boolean[] {false, true}) {
      for (boolean transB : new boolean[] {false, true}) {
        Contraction.Gemm gemm = new Contraction.Gemm(1.5, 0.5, transA, transB);
        cases.add(gemm("without C", gemm, DType.FLOAT32, 2, 3, 4));
        cases.add(gemm("C along rows", gemm, DType.FLOAT32, 2, 3, 4, Shape.of(4)));
        cases.add(gemm("C along columns", gemm, DType.FLOAT32, 2, 3, 4, Shape.of(2, 1)));
        cases.add(gemm("scalar C", gemm, DType.FLOAT32, 2, 3, 4, Shape.scalar()));
      }
    }
    return cases;
  }

  private static OperatorCase gemmRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.FLOATING);
    double alpha = choices.oneOf(1.0, -0.5, 2.0);
    double beta = choices.oneOf(1.0, -0.5, 2.0);
    Contraction.Gemm gemm = new Contraction.Gemm(alpha, beta, choices.flag(), choices.flag());
    int m = choices.between(1, 9);
    int k = choices.between(1, 40);
    int n = choices.between(1, 9);
    return choices.flag()
        ? gemm("random", gemm, dtype, m, k, n, Draw.repeated(choices, Shape.of(m, n)))
        : gemm("random", gemm, dtype, m, k, n);
  }

  private static OperatorCase gemm(
      String label, Contraction.Gemm gemm, DType dtype, long m, long k, long n, Shape... c) {
    Shape a = gemm.transA() ? Shape.of(k, m) : Shape.of(m, k);
    Shape b = gemm.transB() ? Shape.of(n, k) : Shape.of(k, n);
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(Operand.normal(dtype, 1, a));
    inputs.add(Operand.normal(dtype, 2, b));
    for (Shape shape : c) {
      inputs.add(Operand.normal(dtype, 3, shape));
    }
    String transposed =
        (gemm.transA() ? ", A transposed" : "") + (gemm.transB() ? ", B transposed" : "");
    return OperatorCase.of(label + transposed, gemm, inputs.toArray(Tensor[]::new));
  }
}
