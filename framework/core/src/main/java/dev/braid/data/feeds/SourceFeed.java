package dev.braid.data.feeds;

import dev.braid.BatchSource;
import dev.braid.data.DataLoader;
import dev.braid.data.Minibatch;
import dev.braid.random.Seeds;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Batches of a source that can be asked for any of them. */
public final class SourceFeed implements DataLoader<Minibatch> {
  private final BatchSource source;
  private final BatchMaker maker;
  private final int workers;
  private final boolean shuffle;
  private final long seed;
  private Readahead open;

  /** Asks for each batch once a pass, on as many threads as there are workers. */
  public SourceFeed(BatchSource source, BatchMaker maker, int workers, boolean shuffle, long seed) {
    this.source = source;
    this.maker = maker;
    this.workers = workers;
    this.shuffle = shuffle;
    this.seed = seed;
  }

  @Override
  public int steps() {
    return source.size();
  }

  @Override
  public Pass<Minibatch> pass(int number) {
    close();
    int size = source.size();
    int[] order = IntStream.range(0, size).toArray();
    if (shuffle) {
      Shuffle.inPlace(order, new SplittableRandom(Seeds.mix(seed, number)));
    }
    open =
        new Readahead(
            (batch, places) -> maker.make(source.get(order[batch]), batch + 1, places),
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
