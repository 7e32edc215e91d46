package dev.braid.internal.data.feeds;

import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.Minibatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All arrays of one call, checked; an element of a list is null where there is nothing.
 *
 * @param outputs the model's outputs
 * @param x the data of all inputs
 * @param y the targets, one for each output
 * @param w the sample weights, one for each output
 * @param xMasks one for each input of the numeric graph
 * @param yMasks one for each output
 * @param classWeights by the output's name
 * @param samples the length of them all
 */
public record CheckedArrays(
    List<OutputSpec> outputs,
    CheckedInputs x,
    List<CheckedArray> y,
    List<CheckedArray> w,
    List<CheckedArray> xMasks,
    List<CheckedArray> yMasks,
    Map<String, Map<Integer, Double>> classWeights,
    int samples) {
  /** The same arrays without class weights, which are for training and not for validation. */
  public CheckedArrays unweightedClasses() {
    return new CheckedArrays(outputs, x, y, w, xMasks, yMasks, Map.of(), samples);
  }

  /** All samples in one batch; an array that already has its type and shape is not copied. */
  public Minibatch all(int number, BatchBuffers buffers) {
    return batch(null, 0, samples, number, buffers.begin());
  }

  /**
   * The samples that an order names, or those in a range where it is null.
   *
   * @param buffers where the batch is written
   */
  Minibatch batch(int[] order, int from, int to, int number, BatchBuffers buffers) {
    List<INDArray> targets = new ArrayList<>();
    List<INDArray> weights = new ArrayList<>();
    List<INDArray> masks = new ArrayList<>();
    for (int output = 0; output < outputs.size(); output++) {
      INDArray target = take(y.get(output), order, from, to, buffers);
      INDArray mask = take(yMasks.get(output), order, from, to, buffers);
      INDArray weight = take(w.get(output), order, from, to, buffers);
      if (target != null && y.get(output).gaps()) {
        boolean classNumbers = outputs.get(output).target().isClassNumber();
        MissingTargets missing =
            MissingTargets.of(y.get(output), order, from, target, classNumbers);
        target = missing.y();
        mask = mask == null ? missing.mask() : mask.mul(missing.mask());
      }
      Map<Integer, Double> ofClasses = classWeights.get(outputs.get(output).name());
      if (target != null && ofClasses != null) {
        weight = new ClassWeights(outputs.get(output), ofClasses).times(target, weight);
      }
      targets.add(target);
      weights.add(weight);
      masks.add(mask);
    }
    List<INDArray> inputs = x.take(order, from, to, buffers);
    List<INDArray> inputMasks = new ArrayList<>();
    for (CheckedArray inputMask : xMasks) {
      inputMasks.add(take(inputMask, order, from, to, buffers));
    }
    return new Minibatch(inputs, targets, weights, inputMasks, masks, to - from, number);
  }

  private static INDArray take(
      CheckedArray array, int[] order, int from, int to, BatchBuffers buffers) {
    return array == null ? null : array.take(order, from, to, buffers, Runnable::run);
  }
}
