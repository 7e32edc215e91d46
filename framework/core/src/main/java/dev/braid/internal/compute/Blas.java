package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.OpenMp;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** Products of small matrices, each computed in the calling thread. */
public final class Blas {
  /**
   * Whether oneDNN computes products of several rows.
   *
   * <p>On CPUs with AVX2 and without AVX-512, OpenBLAS first copies even the smallest matrices: a
   * product of 16 x 256 x 64 takes 13 us, with oneDNN 6 us. With AVX-512 both take the same time.
   */
  private static final boolean ONE_DNN =
      OneDnn.available() && OpenMp.canLimitThreads() && OneDnn.isLimitedToAvx2();

  private static int users;
  private static int threads;

  static {
    if (OneDnn.available()) {
      // oneDNN computes all large products, and setting this per call costs more than a small one
      openblas.blas_set_num_threads(1);
    }
  }

  private Blas() {}

  /** A matrix in memory whose rows begin {@code stride} elements apart. */
  public record Matrix(FloatPointer at, int stride) {}

  /**
   * Runs work whose threads call BLAS themselves, each call in its own thread: two thread pools on
   * the same cores would only wait for each other.
   */
  public static void runSingleThreaded(Runnable work) {
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

  /** Runs a product with the fastest library for its shape. */
  private static void run(Product product) {
    if (product.rows == 1 && !product.transposeA) {
      product.byMatrixVector();
    } else if (ONE_DNN) {
      product.byOneDnn();
    } else {
      product.byOpenBlas();
    }
  }

  /** The product {@code c = scale op(a) op(b)}, or {@code c += …}; op(a) is (rows, inner). */
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

    private float beta() {
      return add ? 1f : 0f;
    }

    /** Multiplies one row by the matrix in place; a matrix product would copy the matrix first. */
    private void byMatrixVector() {
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
          beta(),
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
          beta(),
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
          beta(),
          c.at,
          c.stride);
    }
  }
}
