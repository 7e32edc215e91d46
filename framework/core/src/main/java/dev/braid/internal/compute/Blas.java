package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.OpenMp;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** Products of small matrices inside Braid's own threads. */
public final class Blas {
  /**
   * Whether oneDNN takes products of several rows.
   *
   * <p>For CPUs with AVX2 and without AVX-512 OpenBLAS copies even the smallest matrices first: 16
   * x 256 x 64 takes it 13 us, and oneDNN 6. With AVX-512 they are alike.
   */
  private static final boolean ONE_DNN =
      OneDnn.available() && OpenMp.canLimitThreads() && OneDnn.isLimitedToAvx2();

  private static int users;
  private static int threads;

  static {
    if (OneDnn.available()) {
      // which takes all large products; setting this costs more than a small product does
      openblas.blas_set_num_threads(1);
    }
  }

  private Blas() {}

  /** A matrix in memory: its rows begin {@code stride} elements apart. */
  public record Matrix(FloatPointer at, int stride) {}

  /**
   * Runs work whose threads call BLAS themselves: each call stays in its thread, for two pools of
   * threads on the same cores only wait for each other.
   */
  public static void alone(Runnable work) {
    if (ONE_DNN) {
      OpenMp.runInOneThread(work);
      return;
    }
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

  /** Set when the class is loaded, so that BLAS stays in one thread from its first call. */
  private static void run(Product product) {
    if (product.rows == 1 && !product.transposeA) {
      product.vector();
    } else if (ONE_DNN) {
      product.byOneDnn();
    } else {
      product.byOpenBlas();
    }
  }

  /** {@code c = scale op(a) op(b)}, or {@code c += …}, where op(a) is (rows, inner). */
  public record Product(
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
    public void run() {
      Blas.run(this);
    }

    private float kept() {
      return add ? 1f : 0f;
    }

    /** Reads the matrix where it lies, which a product first copies. */
    private void vector() {
      openblas.cblas_sgemv(
          openblas.CblasRowMajor,
          transposeB ? openblas.CblasNoTrans : openblas.CblasTrans,
          transposeB ? columns : inner,
          transposeB ? inner : columns,
          scale,
          b.at,
          b.stride,
          a.at,
          1,
          kept(),
          c.at,
          1);
    }

    void byOneDnn() {
      dnnl.dnnl_sgemm(
          (byte) (transposeA ? 'T' : 'N'),
          (byte) (transposeB ? 'T' : 'N'),
          rows,
          columns,
          inner,
          scale,
          a.at,
          a.stride,
          b.at,
          b.stride,
          kept(),
          c.at,
          c.stride);
    }

    void byOpenBlas() {
      openblas.cblas_sgemm(
          openblas.CblasRowMajor,
          transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
          transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
          rows,
          columns,
          inner,
          scale,
          a.at,
          a.stride,
          b.at,
          b.stride,
          kept(),
          c.at,
          c.stride);
    }
  }
}
