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

/** Products of two inputs, of which each sample is a vector or a matrix. */
public final class DotKernel extends FastKernel {
  private final Dot layer;

  public DotKernel(Dot layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /**
   * An input.
   *
   * @param rows elements that are not summed over
   * @param turned true where the sum goes down columns
   */
  private record Side(Floats x, int rows, int inner, boolean turned) {
    static Side of(Floats x, int axis) {
      long[] shape = x.array().shape();
      int inner = Math.toIntExact(shape[axis]);
      int rows = x.length() / Math.toIntExact(shape[0]) / inner;
      return new Side(x, rows, inner, axis < shape.length - 1);
    }

    Matrix at(Floats array, int sample) {
      FloatPointer place = new FloatPointer(array).position((long) sample * rows * inner);
      return new Matrix(place, turned ? rows : inner);
    }
  }

  private record Sides(Side a, Side b) implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return !layer.normalize()
        && inputs[0].unwrittenArray().rank() < 4
        && inputs[1].unwrittenArray().rank() < 4;
  }

  private static void share(Side a, Side b, Workers.RangeBody work) {
    int samples = Math.toIntExact(a.x().array().size(0));
    // mostly of vectors, whose elements are read once
    int least = GrainSize.MOVED_ELEMENTS.items((long) a.rows() * b.rows() * a.inner());
    Blas.runSingleThreaded(() -> Workers.parallelFor(samples, least, work));
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
    share(
        a,
        b,
        (low, high) -> {
          for (int n = low; n < high; n++) {
            new Blas.Product(
                    a.rows(),
                    b.rows(),
                    a.inner(),
                    1,
                    a.at(a.x(), n),
                    a.turned(),
                    b.at(b.x(), n),
                    !b.turned(),
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
    Floats atA = call.requiresGradient(0) ? empty(a.x().array().shape()) : null;
    Floats atB = call.requiresGradient(1) ? empty(b.x().array().shape()) : null;
    share(
        a,
        b,
        (low, high) -> {
          for (int n = low; n < high; n++) {
            Matrix by = product(a, b, gradient, n);
            if (atA != null) {
              back(a, b, by, false, a.at(atA, n), b.at(b.x(), n));
            }
            if (atB != null) {
              back(b, a, by, true, b.at(atB, n), a.at(a.x(), n));
            }
          }
        });
    return new INDArray[] {atA == null ? null : atA.array(), atB == null ? null : atB.array()};
  }

  /** Writes the gradient by one side: that of the product times the other side. */
  private static void back(
      Side own, Side other, Matrix gradient, boolean turned, Matrix to, Matrix factor) {
    if (own.turned()) {
      new Blas.Product(
              own.inner(),
              own.rows(),
              other.rows(),
              1,
              factor,
              !other.turned(),
              gradient,
              !turned,
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
              turned,
              factor,
              other.turned(),
              false,
              to)
          .run();
    }
  }
}
