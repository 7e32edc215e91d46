package dev.braid.internal.data.feeds;

import dev.braid.StructureException;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.checks.ShouldBeBatch;
import dev.braid.internal.data.checks.ShouldHaveEnoughBatches;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.IntFunction;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Loads batches sequentially from an iterator or an iterable. */
public final class IteratorLoader implements DataLoader<Minibatch> {
  private final IntFunction<Iterator<?>> passes;
  private final int steps;
  private final BatchConverter converter;
  private PrefetchingIterator iteratorInUse;

  private IteratorLoader(IntFunction<Iterator<?>> passes, int steps, BatchConverter converter) {
    this.passes = passes;
    this.steps = steps;
    this.converter = converter;
  }

  /** Returns a loader for an iterator, with one pass unless it can be reset, or for an iterable. */
  public static IteratorLoader of(Object data, BatchConverter converter) {
    String headline = converter.headline();
    if (data instanceof DataSetIterator iterator) {
      return new IteratorLoader(pass -> begin(iterator, pass, headline), UNKNOWN, converter);
    }
    if (data instanceof MultiDataSetIterator iterator) {
      return new IteratorLoader(pass -> begin(iterator, pass, headline), UNKNOWN, converter);
    }
    if (data instanceof Iterable<?> iterable) {
      int size = data instanceof Collection<?> collection ? collection.size() : UNKNOWN;
      return new IteratorLoader(pass -> iterable.iterator(), size, converter);
    }
    Iterator<?> iterator = (Iterator<?>) data;
    return new IteratorLoader(pass -> requireBatches(iterator, pass, headline), UNKNOWN, converter);
  }

  private static Iterator<?> begin(DataSetIterator iterator, int pass, String headline) {
    if (iterator.resetSupported()) {
      iterator.reset();
    }
    return requireBatches(iterator, pass, headline);
  }

  private static Iterator<?> begin(MultiDataSetIterator iterator, int pass, String headline) {
    if (iterator.resetSupported()) {
      iterator.reset();
    }
    return requireBatches(iterator, pass, headline);
  }

  private static Iterator<?> requireBatches(Iterator<?> iterator, int pass, String headline) {
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
  public BatchIterator<Minibatch> pass(int number) {
    close();
    Iterator<?> iterator = passes.apply(number);
    if (iterator == null) {
      throw StructureException.of(converter.headline(), ShouldBeBatch.noIterator());
    }
    // a single thread advances the iterator, so that its batches stay in order
    iteratorInUse =
        new PrefetchingIterator(
            (batch, buffers) ->
                iterator.hasNext() ? converter.convert(iterator.next(), batch + 1, buffers) : null,
            UNKNOWN,
            1,
            () -> {});
    return iteratorInUse;
  }

  @Override
  public void close() {
    if (iteratorInUse != null) {
      iteratorInUse.close();
      iteratorInUse = null;
    }
  }
}
