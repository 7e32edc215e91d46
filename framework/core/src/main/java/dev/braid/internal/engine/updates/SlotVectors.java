package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.shapes.Sizes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The slots of an optimizer, a vector for each.
 *
 * <p>Those of an elementwise optimizer are laid out like the vector of weights. All others contain
 * only what the optimizer keeps for each weight, one after the other.
 */
final class SlotVectors {
  /** The elements of a vector that belong to a weight. */
  static final class Section {
    private final long from;
    private final long[] shape;

    Section(long from, long... shape) {
      this.from = from;
      this.shape = shape;
    }

    long from() {
      return from;
    }

    long to() {
      return from + Sizes.product(shape);
    }

    /** The elements in the shape of the slot; a scalar as one element. */
    INDArray of(INDArray vector) {
      INDArray part = vector.get(NDArrayIndex.interval(from(), to()));
      return shape.length == 0 ? part : part.reshape('c', shape);
    }
  }

  private final Map<String, INDArray> vectors = new LinkedHashMap<>();

  /** The sections of each weight by slot; empty for an elementwise optimizer. */
  private final Map<WeightCell, Map<String, Section>> sections = new HashMap<>();

  private final Optimizer optimizer;

  /**
   * The slots as they are before the first step.
   *
   * @param length how many elements all weights have
   */
  SlotVectors(Optimizer optimizer, List<UpdatedWeight> weights, long length, DataType type) {
    this.optimizer = optimizer;
    for (String slot : optimizer.slots()) {
      long size = optimizer.elementwise() ? length : layOut(slot, weights);
      vectors.put(slot, filled(optimizer.slotStart(slot), Math.max(1, size), type));
    }
  }

  private static INDArray filled(double value, long length, DataType type) {
    return Nd4j.valueArrayOf(new long[] {length}, value, type);
  }

  private long layOut(String slot, List<UpdatedWeight> weights) {
    long size = 0;
    for (UpdatedWeight weight : weights) {
      Optional<long[]> shape = optimizer.slotShape(slot, weight);
      if (shape.isPresent()) {
        Section section = new Section(size, shape.get());
        sections.computeIfAbsent(weight.cell(), cell -> new HashMap<>()).put(slot, section);
        size = section.to();
      }
    }
    return size;
  }

  /** The section of a weight in the vector of a slot; null if the optimizer keeps none for it. */
  Section section(String slot, WeightCell cell, long offset) {
    return optimizer.elementwise()
        ? new Section(offset, cell.spec().shape())
        : sections.getOrDefault(cell, Map.of()).get(slot);
  }

  INDArray get(String slot) {
    return vectors.get(slot);
  }

  Map<String, INDArray> byName() {
    return vectors;
  }

  Collection<INDArray> all() {
    return vectors.values();
  }
}
