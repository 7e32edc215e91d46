package dev.braid.engine.graph;

import dev.braid.Layer;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Kernels;
import dev.braid.engine.kernels.Signal;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightCell;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A step of a plan that can be run: the kernel of its layer and the places of its weights. */
public final class CompiledStep implements Call.Gradients {
  private final Layer layer;
  private final Kernel kernel;
  private final Set<Integer> bare;
  private final WeightStore store;
  private final Map<WeightCell, WeightStore.View> views;

  /**
   * A step.
   *
   * @param specs what its inputs look like
   * @param bare the inputs that come without their masks, as {@link TakenMasks} says
   * @param views the places of all weights that the layer reads
   */
  CompiledStep(
      Layer layer,
      List<Spec> specs,
      Set<Integer> bare,
      WeightStore store,
      Map<WeightCell, WeightStore.View> views) {
    this.layer = layer;
    this.kernel = Kernels.of(layer, specs);
    this.bare = bare;
    this.store = store;
    this.views = views;
  }

  public Layer layer() {
    return layer;
  }

  public Kernel kernel() {
    return kernel;
  }

  /** The place of a weight that the layer reads; null where it does not read it. */
  public WeightStore.View view(WeightCell cell) {
    return views.get(cell);
  }

  WeightStore store() {
    return store;
  }

  @Override
  public void add(WeightCell cell, INDArray gradient) {
    store.addGradient(view(cell), gradient);
  }

  @Override
  public INDArray place(WeightCell cell) {
    return store.claimGradient(view(cell));
  }

  @Override
  public Call.RowPlace rows(WeightCell cell, int... rows) {
    return store.claimRows(view(cell), rows);
  }

  /** What the layer makes of its inputs, of which some come without their masks. */
  public Signal[] forward(Call call, Signal... in) {
    if (bare.isEmpty()) {
      return kernel.forward(call, in);
    }
    Signal[] seen = in.clone();
    bare.forEach(k -> seen[k] = in[k].masked(null));
    Signal[] results = kernel.forward(call, seen);
    if (bare.contains(0) && results[0].mask() == null) {
      // goes on to the layers that are handed masks
      results[0] = results[0].masked(in[0].mask());
    }
    return results;
  }
}
