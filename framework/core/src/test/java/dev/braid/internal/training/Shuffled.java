package dev.braid.internal.training;

import dev.braid.internal.data.DataLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Batches whose order comes from the number of the pass, as that of real data does. */
public record Shuffled(List<Rows> batches) implements DataLoader<Rows> {
  @Override
  public int steps() {
    return batches.size();
  }

  @Override
  public BatchIterator<Rows> pass(int number) {
    List<Rows> order = new ArrayList<>(batches);
    Collections.shuffle(order, new Random(31 + number));
    return Loaded.of(order).pass(number);
  }
}
