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

/** A step of a plan that can be run: the kernel of its layer and the views of its weights. */
public final class CompiledStep implements KernelCall.Gradients {
  private final Layer layer;
  private final Kernel kernel;
  private final Set<Integer> unmasked;
  private final WeightStore store;
  private final Map<WeightCell, WeightStore.View> views;

  /**
   * Creates a step.
   *
   * @param specs the shapes and types of its inputs
   * @param unmasked the inputs that it receives without masks; see {@link ConsumedMasks}
   * @param views the views of all weights that the layer reads
   * @param policy whether a fast kernel may be used
   */
  public CompiledStep(
      Layer layer,
      List<Spec> specs,
      Set<Integer> unmasked,
      WeightStore store,
      Map<WeightCell, WeightStore.View> views,
      ExecutionPolicy policy) {
    this.layer = layer;
    this.kernel = KernelSelection.of(layer, specs, policy);
    this.unmasked = unmasked;
    this.store = store;
    this.views = views;
  }

  public Layer layer() {
    return layer;
  }

  public Kernel kernel() {
    return kernel;
  }

  /** Returns the view of a weight; null if the layer does not read it. */
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

  /** Computes the layer's outputs; some inputs are passed to the kernel without their masks. */
  public MaskedArray[] forward(KernelCall call, MaskedArray... in) {
    if (unmasked.isEmpty()) {
      return kernel.forward(call, in);
    }
    MaskedArray[] kernelInputs = in.clone();
    unmasked.forEach(k -> kernelInputs[k] = in[k].withMask(null));
    MaskedArray[] results = kernel.forward(call, kernelInputs);
    if (unmasked.contains(0) && results[0].mask() == null) {
      // the mask continues to the layers that receive masks
      results[0] = results[0].withMask(in[0].mask());
    }
    return results;
  }
}
