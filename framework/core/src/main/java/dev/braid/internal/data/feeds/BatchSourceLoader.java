package dev.braid.internal.data.feeds;

import dev.braid.BatchSource;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.random.Seeds;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Loads the batches of a {@link BatchSource}, which returns them by index. */
public final class BatchSourceLoader implements DataLoader<Minibatch> {
  private final BatchSource source;
  private final BatchConverter converter;
  private final int workers;
  private final boolean shuffle;
  private final long seed;
  private PrefetchingIterator open;

  /** Creates a loader that requests each batch once per pass, on as many threads as workers. */
  public BatchSourceLoader(
      BatchSource source, BatchConverter converter, int workers, boolean shuffle, long seed) {
    this.source = source;
    this.converter = converter;
    this.workers = workers;
    this.shuffle = shuffle;
    this.seed = seed;
  }

  @Override
  public int steps() {
    return source.size();
  }

  @Override
  public BatchIterator<Minibatch> pass(int number) {
    close();
    int size = source.size();
    int[] order = IntStream.range(0, size).toArray();
    if (shuffle) {
      Shuffle.inPlace(order, new SplittableRandom(Seeds.mix(seed, number)));
    }
    open =
        new PrefetchingIterator(
            (batch, buffers) -> converter.convert(source.get(order[batch]), batch + 1, buffers),
            size,
            workers,
            source::onEpochEnd);
    return open;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
