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
  private Object lock;
  private long version;

  /**
   * The array that was written last.
   *
   * @param source gives the engine's array; null while there is none
   * @param lock of the model that writes it; null where no model does
   */
  public record Newest(Supplier<?> source, Object lock) {
    /** The array, brought up to date. */
    public Object array() {
      return source.get();
    }
  }

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

  /** The array that was written last. */
  public synchronized Newest newest() {
    return new Newest(newest, lock);
  }

  public synchronized long version() {
    return version;
  }

  /**
   * Notes that this array now holds the truth.
   *
   * @param owner the lock of the model that writes it; null where no model does
   */
  public synchronized long wrote(Supplier<?> array, Object owner) {
    newest = array;
    lock = owner;
    return ++version;
  }
}
