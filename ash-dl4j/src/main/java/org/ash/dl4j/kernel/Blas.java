package org.ash.dl4j.kernel;

import org.ash.dl4j.memory.NativeArray;
import org.ash.tensor.DType;
import org.bytedeco.openblas.global.openblas_nolapack;

/** The matrix product of the BLAS that ND4J brings along. */
final class Blas {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private Blas() {}

  /**
   * A row-major matrix inside an array.
   *
   * @param array where it lies
   * @param first position of its first element
   * @param columns distance of rows
   * @param transposed whether its transpose is meant
   */
  record Matrix(NativeArray array, long first, int columns, boolean transposed) {
    /** A matrix that is not transposed. */
    static Matrix of(NativeArray array, long first, int columns) {
      return new Matrix(array, first, columns, false);
    }

    /** The matrix that begins elsewhere. */
    Matrix from(long position) {
      return new Matrix(array, position, columns, transposed);
    }

    private int code() {
      return transposed ? TRANSPOSED : PLAIN;
    }
  }

  /**
   * {@code y = alpha a b + beta y} with a [m, k] and b [k, n], after transposition; beta 0 does not
   * read y.
   */
  static void multiply(
      int m, int n, int k, double alpha, Matrix a, Matrix b, double beta, Matrix y) {
    if (m == 0 || n == 0) {
      return;
    }
    if (y.array().dtype() == DType.FLOAT32) {
      openblas_nolapack.cblas_sgemm(
          ROW_MAJOR,
          a.code(),
          b.code(),
          m,
          n,
          k,
          (float) alpha,
          a.array().floatPointer(a.first()),
          Math.max(1, a.columns()),
          b.array().floatPointer(b.first()),
          Math.max(1, b.columns()),
          (float) beta,
          y.array().floatPointer(y.first()),
          Math.max(1, y.columns()));
    } else {
      openblas_nolapack.cblas_dgemm(
          ROW_MAJOR,
          a.code(),
          b.code(),
          m,
          n,
          k,
          alpha,
          a.array().doublePointer(a.first()),
          Math.max(1, a.columns()),
          b.array().doublePointer(b.first()),
          Math.max(1, b.columns()),
          beta,
          y.array().doublePointer(y.first()),
          Math.max(1, y.columns()));
    }
  }
}
