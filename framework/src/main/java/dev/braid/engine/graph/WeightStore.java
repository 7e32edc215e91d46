package dev.braid.engine.graph;

import dev.braid.engine.fast.Choice;
import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Tiles;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The weights of one ComputationGraph as views of its flat parameters and gradients, by key. */
public final class WeightStore {
  /** A weight: its place in the flat vectors. */
  public static final class View {
    private final INDArray array;
    private final long offset;
    private INDArray gradient;

    View(INDArray array, long offset) {
      this.array = array;
      this.offset = offset;
    }

    public INDArray array() {
      return array;
    }

    public long offset() {
      return offset;
    }

    public INDArray gradient() {
      return gradient;
    }
  }

  private final Map<String, View> views = new HashMap<>();
  private final Set<String> fresh = new HashSet<>();

  View add(String key, INDArray flat, long from, long[] shape) {
    long length = length(shape);
    INDArray part = flat.get(NDArrayIndex.interval(from, from + length)).reshape('c', shape);
    View view = new View(part, flat.offset() + from);
    views.put(key, view);
    return view;
  }

  void gradient(String key, INDArray flat, long from, long[] shape) {
    long length = length(shape);
    views.get(key).gradient =
        flat.get(NDArrayIndex.interval(from, from + length)).reshape('c', shape);
  }

  static long length(long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return length;
  }

  public View view(String key) {
    View view = views.get(key);
    if (view == null) {
      throw new IllegalStateException("no weight \"" + key + "\" in this graph");
    }
    return view;
  }

  /** Starts a step: the next gradient of each weight replaces what was there. */
  public void startStep() {
    fresh.clear();
  }

  /** Adds a gradient; the first of a step replaces what the view held. */
  public void addGradient(String key, INDArray gradient) {
    INDArray into = view(key).gradient;
    if (fresh.add(key)) {
      into.assign(gradient);
    } else {
      into.addi(gradient);
    }
  }

  /** The place of a gradient that is the first of this step, for its maker to write; else null. */
  public INDArray claimGradient(String key) {
    return fresh.add(key) ? view(key).gradient : null;
  }

  /** Sets the gradients to zero that no layer gave in this step. */
  public void finishStep() {
    views.forEach(
        (key, view) -> {
          if (!fresh.contains(key) && view.gradient != null) {
            clear(view.gradient);
          }
        });
  }

  private static void clear(INDArray array) {
    if (Choice.covers(array.dataType(), array.length())) {
      Tiles.clear(Floats.lasting(array));
    } else {
      array.assign(0);
    }
  }
}
