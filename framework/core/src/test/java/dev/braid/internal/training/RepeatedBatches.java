package dev.braid.internal.training;

import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.TrainingData;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Batches that are the same, in the same order, in every pass. */
public record RepeatedBatches(List<LinearBatch> batches) implements DataLoader<LinearBatch> {
  public static RepeatedBatches of(List<LinearBatch> batches) {
    return new RepeatedBatches(batches);
  }

  /** Data to train on, without validation. */
  public static TrainingData<LinearBatch> alone(DataLoader<LinearBatch> data) {
    return new TrainingData<>(data, Map.of());
  }

  /** Data to train on and to validate on. */
  public static TrainingData<LinearBatch> validated(DataLoader<LinearBatch> data) {
    return new TrainingData<>(data, Map.of("", data));
  }

  @Override
  public int steps() {
    return batches.size();
  }

  @Override
  public BatchIterator<LinearBatch> pass(int number) {
    Iterator<LinearBatch> all = batches.iterator();
    return new BatchIterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public LinearBatch next() {
        return all.next();
      }
    };
  }
}
