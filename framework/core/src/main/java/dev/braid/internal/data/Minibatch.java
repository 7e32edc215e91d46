package dev.braid.internal.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One batch, checked and ready for the graph.
 *
 * <p>Lists follow the model's order; an element is null if the input or output has no such array.
 * Targets that are class indices have the prediction's shape without its last axis, all others the
 * prediction's shape. Weights and target masks have the shape {@code (rows)} or, for sequences,
 * {@code (rows, steps...)}. A mask is 1 for a valid target and 0 for a missing one.
 *
 * @param x the inputs
 * @param y the targets by output
 * @param w the sample weights by output, multiplied by the class weights
 * @param xMask the masks of time steps by input
 * @param yMask the masks of targets by output
 * @param rows the number of samples
 * @param number the batch's number in its epoch, from 1
 */
public record Minibatch(
    List<INDArray> x,
    List<INDArray> y,
    List<INDArray> w,
    List<INDArray> xMask,
    List<INDArray> yMask,
    int rows,
    int number) {
  public Minibatch {
    x = unmodifiable(x);
    y = unmodifiable(y);
    w = unmodifiable(w);
    xMask = unmodifiable(xMask);
    yMask = unmodifiable(yMask);
  }

  /** Returns the same batch with another number. */
  public Minibatch numbered(int number) {
    return new Minibatch(x, y, w, xMask, yMask, rows, number);
  }

  // not List.copyOf, which rejects null elements
  private static List<INDArray> unmodifiable(List<INDArray> arrays) {
    return Collections.unmodifiableList(new ArrayList<>(arrays));
  }
}
