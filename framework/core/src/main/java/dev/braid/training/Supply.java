package dev.braid.training;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Data that can be walked through again and again, batch by batch.
 *
 * @param <B> a batch, checked and in the engine's form
 */
public interface Supply<B> {
  /** Nobody knows how many batches a pass has before it was walked to its end. */
  int UNKNOWN = -1;

  /** Batches in a pass, or {@link #UNKNOWN}. */
  int steps();

  /**
   * Begins a pass.
   *
   * @param number of the pass, which is the epoch's unless {@code stepsPerEpoch} is set: data that
   *     shuffles makes its order from the seed and this number, so that a run taken up again meets
   *     the same order
   */
  Pass<B> pass(int number);

  /** Batches that are always the same, in the same order. */
  static <B> Supply<B> of(List<B> batches) {
    return of(batches.size(), number -> batches.iterator());
  }

  /**
   * Data that begins a pass by itself.
   *
   * @param steps batches in a pass, or {@link #UNKNOWN}
   * @param passes begins the pass of that number; one that is {@link AutoCloseable} is closed
   */
  static <B> Supply<B> of(int steps, IntFunction<? extends Iterator<B>> passes) {
    return new Supply<>() {
      @Override
      public int steps() {
        return steps;
      }

      @Override
      public Pass<B> pass(int number) {
        return Pass.over(passes.apply(number));
      }
    };
  }

  /** A walk through the data, closed when it is left, early or at its end. */
  interface Pass<B> extends Iterator<B>, AutoCloseable {
    @Override
    default void close() {}

    /** The walk of an iterator, which is closed with it where it can be. */
    static <B> Pass<B> over(Iterator<B> iterator) {
      return new Pass<>() {
        @Override
        public boolean hasNext() {
          return iterator.hasNext();
        }

        @Override
        public B next() {
          return iterator.next();
        }

        @Override
        public void close() {
          if (iterator instanceof AutoCloseable open) {
            Faults.closing(open);
          }
        }
      };
    }
  }
}
