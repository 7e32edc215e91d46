package dev.braid.internal.training;

import dev.braid.internal.data.DataLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Batches whose order comes from the number of the pass, as that of real data does. */
public record ShuffledBatches(List<LinearBatch> batches) implements DataLoader<LinearBatch> {
  @Override
  public int steps() {
    return batches.size();
  }

  @Override
  public BatchIterator<LinearBatch> pass(int number) {
    List<LinearBatch> order = new ArrayList<>(batches);
    Collections.shuffle(order, new Random(31 + number));
    return RepeatedBatches.of(order).pass(number);
  }
}
