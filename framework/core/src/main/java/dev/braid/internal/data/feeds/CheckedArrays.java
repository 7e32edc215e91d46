package dev.braid.internal.data.feeds;

import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.Minibatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All checked arrays of one call; an element of a list is null if the array is missing.
 *
 * @param outputs the model's outputs
 * @param x the data of all inputs
 * @param y the targets by output
 * @param w the sample weights by output
 * @param xMasks the masks by input of the numeric graph
 * @param yMasks the masks by output
 * @param classWeights the class weights by the output's name
 * @param samples the number of samples
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
  /** Returns the same arrays without class weights, which apply to training, not validation. */
  public CheckedArrays unweightedClasses() {
    return new CheckedArrays(outputs, x, y, w, xMasks, yMasks, Map.of(), samples);
  }

  /** Returns all samples in one batch; arrays of the required type and shape are not copied. */
  public Minibatch all(int number, BatchBuffers buffers) {
    return batch(null, 0, samples, number, buffers.begin());
  }

  /**
   * Returns samples in a given order, or a range of samples if the order is null, as a batch.
   *
   * @param buffers the memory for the batch
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
      Map<Integer, Double> weightsOfClasses = classWeights.get(outputs.get(output).name());
      if (target != null && weightsOfClasses != null) {
        weight = new ClassWeights(outputs.get(output), weightsOfClasses).multiply(target, weight);
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
