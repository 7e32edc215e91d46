package dev.braid.internal.engine.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's computation. It has no state: the call stores what the backward pass requires. */
public interface Kernel {
  MaskedArray[] forward(KernelCall call, MaskedArray[] inputs);

  /**
   * Computes the gradients of the inputs, and adds those of the weights to the call.
   *
   * @param outputGradients the gradients by output, null for outputs that received none
   * @return the gradients by input, null where none is required
   */
  INDArray[] backward(KernelCall call, INDArray[] outputGradients);

  /** Returns whether the kernel passes elements on without reading them. */
  default boolean readsNothing() {
    return false;
  }

  /** Returns whether the kernel is exactly a relu. */
  default boolean isRelu() {
    return false;
  }

  /**
   * Returns whether the backward pass can read {@link dev.braid.internal.compute.RepeatedRows}
   * without expanding them.
   */
  default boolean readsRepeatedRows() {
    return false;
  }
}
