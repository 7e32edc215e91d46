package dev.braid.internal.engine.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's computation. It keeps no state of its own: what backward needs stays in the call. */
public interface Kernel {
  MaskedArray[] forward(KernelCall call, MaskedArray[] inputs);

  /**
   * Hands weight gradients to the call.
   *
   * @param outputGradients one an output, null where nothing flowed
   * @return one an input, null where none is wanted
   */
  INDArray[] backward(KernelCall call, INDArray[] outputGradients);

  /** Whether it hands numbers on without reading them. */
  default boolean readsNothing() {
    return false;
  }

  /** Whether it cuts off what is below zero and does nothing else. */
  default boolean isRelu() {
    return false;
  }

  /**
   * Whether its backward pass reads {@link dev.braid.internal.compute.RepeatedRows} as they are.
   */
  default boolean readsRepeatedRows() {
    return false;
  }
}
