package dev.braid.internal.training;

import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.TrainingData;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Batches that are the same, in the same order, in every pass. */
public record Loaded(List<Rows> batches) implements DataLoader<Rows> {
  public static Loaded of(List<Rows> batches) {
    return new Loaded(batches);
  }

  /** Data to train on, without validation. */
  public static TrainingData<Rows> alone(DataLoader<Rows> data) {
    return new TrainingData<>(data, Map.of());
  }

  /** Data to train on and to validate on. */
  public static TrainingData<Rows> validated(DataLoader<Rows> data) {
    return new TrainingData<>(data, Map.of("", data));
  }

  @Override
  public int steps() {
    return batches.size();
  }

  @Override
  public BatchIterator<Rows> pass(int number) {
    Iterator<Rows> all = batches.iterator();
    return new BatchIterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Rows next() {
        return all.next();
      }
    };
  }
}
