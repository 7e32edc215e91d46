package dev.braid.graph;

import java.util.function.Supplier;

/**
 * One weight of one layer object, wherever the layer is used.
 *
 * <p>The engine keeps its arrays; the cell only knows which of them is newest, so that models which
 * share a layer see each other's training.
 */
public final class WeightCell {
  private final LayerState owner;
  private final WeightSpec spec;
  private Supplier<?> newest = () -> null;
  private long version;

  WeightCell(LayerState owner, WeightSpec spec) {
    this.owner = owner;
    this.spec = spec;
  }

  public WeightSpec spec() {
    return spec;
  }

  public LayerState owner() {
    return owner;
  }

  /** True where gradients change it: the spec says so and its layer isn't frozen. */
  public boolean trainable() {
    return spec.trainable() && owner.trainable();
  }

  /** The engine's array that was written last, or null while there is none. */
  public Object newest() {
    Supplier<?> from;
    synchronized (this) {
      from = newest;
    }
    // not within the lock: the array may have to be brought up to date
    return from.get();
  }

  public synchronized long version() {
    return version;
  }

  /** Notes that this array now holds the truth. */
  public synchronized long wrote(Supplier<?> array) {
    newest = array;
    return ++version;
  }
}
