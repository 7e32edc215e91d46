package dev.braid.internal.engine.graph;

import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.table.KernelSelection;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A step of a plan that can be run: the kernel of its layer and the places of its weights. */
public final class CompiledStep implements KernelCall.Gradients {
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
   * @param policy says whether a fast kernel may be used
   */
  public CompiledStep(
      Layer layer,
      List<Spec> specs,
      Set<Integer> bare,
      WeightStore store,
      Map<WeightCell, WeightStore.View> views,
      ExecutionPolicy policy) {
    this.layer = layer;
    this.kernel = KernelSelection.of(layer, specs, policy);
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

  public WeightStore store() {
    return store;
  }

  @Override
  public void add(WeightCell cell, INDArray gradient) {
    store.addGradient(view(cell), gradient);
  }

  @Override
  public INDArray claimGradient(WeightCell cell) {
    return store.claimGradient(view(cell));
  }

  @Override
  public KernelCall.RowTarget claimRows(WeightCell cell, int... rows) {
    return store.claimRows(view(cell), rows);
  }

  /** What the layer makes of its inputs, of which some come without their masks. */
  public MaskedArray[] forward(KernelCall call, MaskedArray... in) {
    if (bare.isEmpty()) {
      return kernel.forward(call, in);
    }
    MaskedArray[] seen = in.clone();
    bare.forEach(k -> seen[k] = in[k].withMask(null));
    MaskedArray[] results = kernel.forward(call, seen);
    if (bare.contains(0) && results[0].mask() == null) {
      // continues to the layers that receive masks
      results[0] = results[0].withMask(in[0].mask());
    }
    return results;
  }
}
