package dev.braid.data.feeds;

import dev.braid.StructureException;
import dev.braid.data.DataLoader;
import dev.braid.data.Minibatch;
import dev.braid.data.checks.ShouldBeBatch;
import dev.braid.data.checks.ShouldHaveEnoughBatches;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Batches that come one after the other. */
public final class StreamFeed implements DataLoader<Minibatch> {
  private final IntFunction<Iterator<?>> passes;
  private final int steps;
  private final BatchMaker maker;
  private final String headline;
  private Readahead open;

  private StreamFeed(
      IntFunction<Iterator<?>> passes, int steps, BatchMaker maker, String headline) {
    this.passes = passes;
    this.steps = steps;
    this.maker = maker;
    this.headline = headline;
  }

  /** Whether a value is a stream of batches. */
  public static boolean possible(Object data) {
    // BaseNDArray can be iterated, number by number
    return !(data instanceof INDArray)
        && (data instanceof Iterable<?> || data instanceof Iterator<?>);
  }

  /**
   * Walks through a stream.
   *
   * @param headline what did not fit, for an iterator that is at its end
   */
  public static StreamFeed of(Object data, BatchMaker maker, String headline) {
    if (data instanceof DataSetIterator iterator) {
      return new StreamFeed(pass -> begin(iterator, pass, headline), UNKNOWN, maker, headline);
    }
    if (data instanceof MultiDataSetIterator iterator) {
      return new StreamFeed(pass -> begin(iterator, pass, headline), UNKNOWN, maker, headline);
    }
    if (data instanceof Iterable<?> iterable) {
      int size = data instanceof Collection<?> collection ? collection.size() : UNKNOWN;
      return new StreamFeed(pass -> iterable.iterator(), size, maker, headline);
    }
    Iterator<?> iterator = (Iterator<?>) data;
    return new StreamFeed(pass -> again(iterator, pass, headline), UNKNOWN, maker, headline);
  }

  private static Iterator<?> begin(DataSetIterator iterator, int pass, String headline) {
    if (iterator.resetSupported()) {
      iterator.reset();
    }
    return again(iterator, pass, headline);
  }

  private static Iterator<?> begin(MultiDataSetIterator iterator, int pass, String headline) {
    if (iterator.resetSupported()) {
      iterator.reset();
    }
    return again(iterator, pass, headline);
  }

  private static Iterator<?> again(Iterator<?> iterator, int pass, String headline) {
    if (pass > 0 && !iterator.hasNext()) {
      throw StructureException.of(headline, ShouldHaveEnoughBatches.onceOnly(pass));
    }
    return iterator;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public Pass<Minibatch> pass(int number) {
    close();
    Iterator<?> iterator = passes.apply(number);
    if (iterator == null) {
      throw StructureException.of(headline, ShouldBeBatch.noIterator());
    }
    // one thread alone walks the iterator, so that its batches stay in order
    open =
        new Readahead(
            (batch, places) ->
                iterator.hasNext() ? maker.make(iterator.next(), batch + 1, places) : null,
            UNKNOWN,
            1,
            () -> {});
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
