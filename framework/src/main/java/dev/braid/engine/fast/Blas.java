package dev.braid.engine.fast;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS inside Braid's own threads. */
public final class Blas {
  private static int users;
  private static int threads;

  static {
    if (OneDnn.available()) {
      // which takes all large products; setting this costs more than a small product does
      openblas.blas_set_num_threads(1);
    }
  }

  private Blas() {}

  /** A matrix in memory: its rows begin {@code stride} numbers apart. */
  public record Matrix(FloatPointer at, int stride) {}

  /**
   * Runs work whose threads call BLAS themselves: each call stays in its thread, for two pools of
   * threads on the same cores only wait for each other.
   */
  public static void alone(Runnable work) {
    if (OneDnn.available()) {
      work.run();
      return;
    }
    enter();
    try {
      work.run();
    } finally {
      leave();
    }
  }

  private static synchronized void enter() {
    if (users++ == 0) {
      threads = openblas.blas_get_num_threads();
      openblas.blas_set_num_threads(1);
    }
  }

  private static synchronized void leave() {
    if (--users == 0) {
      openblas.blas_set_num_threads(threads);
    }
  }

  /** {@code c = scale op(a) op(b)}, or {@code c += …}, where op(a) is (rows, inner). */
  public static void product(
      int rows,
      int columns,
      int inner,
      float scale,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      boolean add,
      Matrix c) {
    if (rows == 1 && !transposeA) {
      // reads the matrix where it lies, which a product first copies
      openblas.cblas_sgemv(
          openblas.CblasRowMajor,
          transposeB ? openblas.CblasNoTrans : openblas.CblasTrans,
          transposeB ? columns : inner,
          transposeB ? inner : columns,
          scale,
          b.at(),
          b.stride(),
          a.at(),
          1,
          add ? 1f : 0f,
          c.at(),
          1);
      return;
    }
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
        transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
        rows,
        columns,
        inner,
        scale,
        a.at(),
        a.stride(),
        b.at(),
        b.stride(),
        add ? 1f : 0f,
        c.at(),
        c.stride());
  }
}
