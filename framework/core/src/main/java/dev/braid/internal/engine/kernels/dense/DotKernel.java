package dev.braid.internal.engine.kernels.dense;

import dev.braid.internal.compute.Blas;
import dev.braid.internal.compute.Blas.Matrix;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.merging.Dot;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dot products of two inputs whose samples are vectors or matrices. */
public final class DotKernel extends FastKernel {
  private final Dot layer;

  public DotKernel(Dot layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /**
   * An input.
   *
   * @param rows the number of elements that are not summed over
   * @param inner the number of elements that are summed over
   * @param transposed whether the sum is along columns
   */
  private record Side(Floats x, int rows, int inner, boolean transposed) {
    static Side of(Floats x, int axis) {
      long[] shape = x.array().shape();
      int inner = Math.toIntExact(shape[axis]);
      int rows = x.length() / Math.toIntExact(shape[0]) / inner;
      return new Side(x, rows, inner, axis < shape.length - 1);
    }

    Matrix matrix(Floats array, int sample) {
      FloatPointer start = new FloatPointer(array).position((long) sample * rows * inner);
      return new Matrix(start, transposed ? rows : inner);
    }
  }

  private record Sides(Side a, Side b) implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return !layer.normalize()
        && inputs[0].unwrittenArray().rank() < 4
        && inputs[1].unwrittenArray().rank() < 4;
  }

  private static void forEachSample(Side a, Side b, Workers.RangeBody work) {
    int samples = Math.toIntExact(a.x().array().size(0));
    // mostly products of vectors, whose elements are read once
    int grain = GrainSize.MOVED_ELEMENTS.items((long) a.rows() * b.rows() * a.inner());
    Blas.runSingleThreaded(() -> Workers.parallelFor(samples, grain, work));
  }

  private static Matrix product(Side a, Side b, Floats array, int sample) {
    long from = (long) sample * a.rows() * b.rows();
    return new Matrix(new FloatPointer(array).position(from), b.rows());
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Side[] sides = new Side[2];
    for (int i = 0; i < 2; i++) {
      Floats x = dense(inputs[i].array());
      sides[i] = Side.of(x, layer.axis(i, x.array().rank()));
    }
    Side a = sides[0];
    Side b = sides[1];
    long samples = a.x().array().size(0);
    boolean rowsA = a.x().array().rank() == 3;
    boolean rowsB = b.x().array().rank() == 3;
    Floats out =
        rowsA && rowsB
            ? empty(samples, a.rows(), b.rows())
            : empty(samples, (long) a.rows() * b.rows());
    forEachSample(
        a,
        b,
        (low, high) -> {
          for (int n = low; n < high; n++) {
            new Blas.Product(
                    a.rows(),
                    b.rows(),
                    a.inner(),
                    1,
                    a.matrix(a.x(), n),
                    a.transposed(),
                    b.matrix(b.x(), n),
                    !b.transposed(),
                    false,
                    product(a, b, out, n))
                .run();
          }
        });
    if (call.hasBackwardPass()) {
      call.save(new Sides(a, b));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), null)};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Side a = ((Sides) call.saved()).a();
    Side b = ((Sides) call.saved()).b();
    Floats gradient = dense(outputGradients[0]);
    Floats gradientA = call.requiresGradient(0) ? empty(a.x().array().shape()) : null;
    Floats gradientB = call.requiresGradient(1) ? empty(b.x().array().shape()) : null;
    forEachSample(
        a,
        b,
        (low, high) -> {
          for (int n = low; n < high; n++) {
            Matrix productGradient = product(a, b, gradient, n);
            if (gradientA != null) {
              writeGradient(
                  a, b, productGradient, false, a.matrix(gradientA, n), b.matrix(b.x(), n));
            }
            if (gradientB != null) {
              writeGradient(
                  b, a, productGradient, true, b.matrix(gradientB, n), a.matrix(a.x(), n));
            }
          }
        });
    return new INDArray[] {
      gradientA == null ? null : gradientA.array(), gradientB == null ? null : gradientB.array()
    };
  }

  /** Writes the gradient of one side: that of the product times the other side. */
  private static void writeGradient(
      Side own, Side other, Matrix gradient, boolean transposed, Matrix to, Matrix factor) {
    if (own.transposed()) {
      new Blas.Product(
              own.inner(),
              own.rows(),
              other.rows(),
              1,
              factor,
              !other.transposed(),
              gradient,
              !transposed,
              false,
              to)
          .run();
    } else {
      new Blas.Product(
              own.rows(),
              own.inner(),
              other.rows(),
              1,
              gradient,
              transposed,
              factor,
              other.transposed(),
              false,
              to)
          .run();
    }
  }
}
