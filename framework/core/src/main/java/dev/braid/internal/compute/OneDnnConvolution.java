package dev.braid.internal.compute;

/**
 * A convolution of one shape by oneDNN.
 *
 * <p>Images and volumes stay channels-last. The kernel, whose last axes are channels and filters,
 * is copied into oneDNN's preferred blocked layout at each call, since with plain kernels oneDNN
 * uses slow code.
 */
public final class OneDnnConvolution {
  private static final PrimitiveCache<ConvolutionPrimitives.Shape, ConvolutionPrimitives> CACHE =
      new PrimitiveCache<>(ConvolutionPrimitives::new);

  private final ConvolutionPrimitives.Shape shape;

  private OneDnnConvolution(ConvolutionPrimitives.Shape shape) {
    this.shape = shape;
  }

  /** Returns the convolution; with relu, negative results become zero. */
  public static OneDnnConvolution of(WindowGeometry window, boolean bias, boolean relu) {
    return new OneDnnConvolution(new ConvolutionPrimitives.Shape(window, bias, relu));
  }

  /** Writes the result; the bias is null if the layer has none. */
  public void forward(Floats x, Floats kernel, Floats bias, Floats out) {
    CACHE.use(shape, primitives -> primitives.forward(x, kernel, bias, out));
  }

  /** Writes the gradients of the kernel and of the bias, if any. */
  public void weights(Floats x, Floats gradient, Floats kernelGradient, Floats biasGradient) {
    CACHE.use(shape, primitives -> primitives.weights(x, gradient, kernelGradient, biasGradient));
  }

  /** Writes the gradient with respect to the input. */
  public void input(Floats gradient, Floats kernel, Floats inputGradient) {
    CACHE.use(shape, primitives -> primitives.input(gradient, kernel, inputGradient));
  }
}
