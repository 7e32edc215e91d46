package dev.braid.data.feeds;

import dev.braid.data.Minibatch;
import dev.braid.data.OutputSlot;
import dev.braid.data.TargetKind;
import dev.braid.engine.threads.GrainSize;
import dev.braid.engine.threads.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All arrays of one call, checked; an element of a list is null where there is nothing.
 *
 * @param outputs the model's outputs
 * @param x one array for each input
 * @param y the targets, one for each output
 * @param w the sample weights, one for each output
 * @param xMasks one for each input
 * @param yMasks one for each output
 * @param classWeights by the output's name
 * @param samples the length of them all
 */
public record Columns(
    List<OutputSlot> outputs,
    List<Column> x,
    List<Column> y,
    List<Column> w,
    List<Column> xMasks,
    List<Column> yMasks,
    Map<String, Map<Integer, Double>> classWeights,
    int samples) {
  /** The same arrays without class weights, which are for training and not for validation. */
  public Columns unweightedClasses() {
    return new Columns(outputs, x, y, w, xMasks, yMasks, Map.of(), samples);
  }

  /** All samples in one batch; arrays that already are what it wants are taken as they are. */
  public Minibatch whole(int number, Places places) {
    return batch(null, 0, samples, number, places.begin());
  }

  /**
   * The samples that an order names, or those in a range where it is null.
   *
   * @param places where arrays of an earlier batch are used again
   */
  Minibatch batch(int[] order, int from, int to, int number, Places places) {
    List<INDArray> targets = new ArrayList<>();
    List<INDArray> weights = new ArrayList<>();
    List<INDArray> masks = new ArrayList<>();
    for (int output = 0; output < outputs.size(); output++) {
      INDArray target = take(y.get(output), order, from, to, places);
      INDArray mask = take(yMasks.get(output), order, from, to, places);
      INDArray weight = take(w.get(output), order, from, to, places);
      if (target != null && y.get(output).gaps()) {
        boolean classNumbers = outputs.get(output).target() == TargetKind.CLASS_INDEX;
        Gaps gaps = Gaps.of(y.get(output), order, from, target, classNumbers);
        target = gaps.y();
        mask = mask == null ? gaps.mask() : mask.mul(gaps.mask());
      }
      Map<Integer, Double> ofClasses = classWeights.get(outputs.get(output).name());
      if (target != null && ofClasses != null) {
        weight = new ClassWeights(outputs.get(output), ofClasses).times(target, weight);
      }
      targets.add(target);
      weights.add(weight);
      masks.add(mask);
    }
    return new Minibatch(
        inputs(order, from, to, places),
        targets,
        weights,
        all(xMasks, order, from, to, places),
        masks,
        to - from,
        number);
  }

  /** Arrays of few numbers, of which there may be many, are written by all threads at once. */
  private List<INDArray> inputs(int[] order, int from, int to, Places places) {
    List<Runnable> later = new ArrayList<>();
    List<INDArray> arrays = new ArrayList<>();
    for (Column column : x) {
      boolean little = column.grid().fillsAlone(to - from);
      arrays.add(column.take(order, from, to, places, little ? later::add : Runnable::run));
    }
    Workers.parallelForPieces(
        later.size(),
        GrainSize.BATCH_ARRAYS.size(),
        (low, high) -> later.subList(low, high).forEach(Runnable::run));
    return arrays;
  }

  private static List<INDArray> all(
      List<Column> columns, int[] order, int from, int to, Places places) {
    List<INDArray> arrays = new ArrayList<>();
    for (Column column : columns) {
      arrays.add(take(column, order, from, to, places));
    }
    return arrays;
  }

  private static INDArray take(Column column, int[] order, int from, int to, Places places) {
    return column == null ? null : column.take(order, from, to, places);
  }
}
