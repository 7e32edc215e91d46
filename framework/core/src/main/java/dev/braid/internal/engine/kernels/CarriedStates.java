package dev.braid.internal.engine.kernels;

import dev.braid.Layer;
import dev.braid.internal.graph.LayerState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The states that layers carry from batch to batch, as seen and changed by one run.
 *
 * <p>Later calls of a pass see its changes at once, other passes only after {@link #commit}; {@link
 * #discard} drops them. A run claims a layer's state at its first use and releases it when it is
 * closed, so that the batches of two threads cannot mix.
 */
public final class CarriedStates implements AutoCloseable {
  private final Set<LayerState> claimed = new HashSet<>();
  private final Map<LayerState, List<INDArray>> changed = new LinkedHashMap<>();

  /** Returns the state that a layer continues from; empty at first. */
  List<INDArray> of(Layer layer) {
    LayerState owner = claim(layer);
    List<INDArray> own = changed.get(owner);
    return own != null ? own : owner.carried().stream().map(INDArray.class::cast).toList();
  }

  /**
   * Sets the state that a layer continues from, in this pass and, once committed, in later ones.
   */
  void set(Layer layer, List<INDArray> values) {
    LayerState owner = claim(layer);
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      changed.put(owner, values.stream().map(value -> value.dup('c')).toList());
    }
  }

  private LayerState claim(Layer layer) {
    LayerState owner = LayerState.of(layer);
    if (!claimed.contains(owner)) {
      owner.claim(layer);
      claimed.add(owner);
    }
    return owner;
  }

  /** Makes later passes continue from the states of this one. */
  public void commit() {
    changed.forEach(LayerState::carry);
    changed.clear();
  }

  /** Drops the states of this pass, so that layers continue from the previous ones. */
  public void discard() {
    changed.clear();
  }

  /** Releases the states for other threads. */
  @Override
  public void close() {
    claimed.forEach(LayerState::release);
    claimed.clear();
  }
}
