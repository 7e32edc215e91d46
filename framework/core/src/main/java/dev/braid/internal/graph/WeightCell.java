package dev.braid.internal.graph;

import dev.braid.graph.WeightSpec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A weight of a layer object, shared by all models that use the layer.
 *
 * <p>The engine keeps its arrays; the cell records which of them is the newest, so that models
 * which share a layer see each other's training.
 */
public final class WeightCell {
  private final LayerState owner;
  private final WeightSpec spec;
  private Supplier<?> newest = () -> null;
  private @Nullable Object lock;
  private long version;

  /**
   * Returns the array that was written last.
   *
   * @param source supplies the engine's array; null before the first one
   * @param lock the lock of the model that writes it; null without a model
   */
  public record Newest(Supplier<?> source, @Nullable Object lock) {
    /** Returns the current array. */
    public @Nullable Object array() {
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

  /** Returns whether gradients change it: its spec is trainable and its layer is not frozen. */
  public boolean trainable() {
    return spec.trainable() && owner.trainable();
  }

  /** Returns the array that was written last. */
  public synchronized Newest newest() {
    return new Newest(newest, lock);
  }

  public synchronized long version() {
    return version;
  }

  /**
   * Records that an array is the newest one.
   *
   * @param owner the lock of the model that writes it; null without a model
   */
  public synchronized long wrote(Supplier<?> array, @Nullable Object owner) {
    newest = array;
    lock = owner;
    return ++version;
  }
}
