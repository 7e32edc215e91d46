package dev.braid.internal.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One batch, checked and ready for the graph.
 *
 * <p>Lists follow the model's order; an element is null where there is nothing for that input or
 * output. Targets of class numbers come in the prediction's shape without its last axis, all others
 * in the prediction's shape. Weights and target masks have the shape {@code (rows)} or, for
 * sequences, {@code (rows, steps...)}. A mask holds 1 where a target counts and 0 where it is
 * missing.
 *
 * @param x one array for each input
 * @param y the targets, one for each output
 * @param w the sample weights with the class weights folded in, one for each output
 * @param xMask the time steps that count, one for each input
 * @param yMask the targets that count, one for each output
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
    x = frozen(x);
    y = frozen(y);
    w = frozen(w);
    xMask = frozen(xMask);
    yMask = frozen(yMask);
  }

  /** The same batch under another number. */
  public Minibatch numbered(int number) {
    return new Minibatch(x, y, w, xMask, yMask, rows, number);
  }

  // List.copyOf refuses the null elements that stand for "none"
  private static List<INDArray> frozen(List<INDArray> arrays) {
    return Collections.unmodifiableList(new ArrayList<>(arrays));
  }
}
