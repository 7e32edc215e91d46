package dev.braid.internal.compute;

/**
 * A convolution of one shape by oneDNN.
 *
 * <p>Images and volumes stay channels-last; the kernel, whose last axes are channels and filters,
 * is turned each time into the blocks that oneDNN likes best, for with plain kernels it falls back
 * on slow code.
 */
public final class OneDnnConvolution {
  private static final PrimitiveCache<ConvolutionPrimitives.Shape, ConvolutionPrimitives> CACHE =
      new PrimitiveCache<>(ConvolutionPrimitives::new);

  private final ConvolutionPrimitives.Shape shape;

  private OneDnnConvolution(ConvolutionPrimitives.Shape shape) {
    this.shape = shape;
  }

  /** The convolution; with relu its result is cut at zero. */
  public static OneDnnConvolution of(WindowGeometry window, boolean bias, boolean relu) {
    return new OneDnnConvolution(new ConvolutionPrimitives.Shape(window, bias, relu));
  }

  /** Writes the result; the bias is null where there is none. */
  public void forward(Floats x, Floats kernel, Floats bias, Floats out) {
    CACHE.use(shape, primitives -> primitives.forward(x, kernel, bias, out));
  }

  /** Writes the gradients of kernel and, where there is one, bias. */
  public void weights(Floats x, Floats gradient, Floats kernel, Floats bias) {
    CACHE.use(shape, primitives -> primitives.weights(x, gradient, kernel, bias));
  }

  /** Writes the gradient with respect to the input. */
  public void input(Floats gradient, Floats kernel, Floats back) {
    CACHE.use(shape, primitives -> primitives.input(gradient, kernel, back));
  }
}
