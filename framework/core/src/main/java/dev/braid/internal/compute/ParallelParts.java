package dev.braid.internal.compute;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.OpenMp;
import dev.braid.internal.threads.Workers;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Work of oneDNN in parts that run in Braid's own threads, each in one.
 *
 * <p>Whoever runs them is the only user of their owner, for each has primitives of its own that are
 * pointed at its numbers first.
 *
 * @param <P> a part
 */
final class ParallelParts<P> {
  private final List<P> parts;

  private ParallelParts(List<P> parts) {
    this.parts = parts;
  }

  static <P> ParallelParts<P> of(int count, IntFunction<P> make) {
    return new ParallelParts<>(
        Primitive.making(() -> IntStream.range(0, count).mapToObj(make).toList()));
  }

  /** How many parts so many multiplications are worth: at most one a thread. */
  static int count(long work) {
    return OpenMp.canLimitThreads() ? GrainSize.MULTIPLICATIONS.threads(work) : 1;
  }

  /** Where a part of a length begins; it ends where the next one begins. */
  static int bound(int length, int part, int parts) {
    return (int) ((long) length * part / parts);
  }

  int count() {
    return parts.size();
  }

  P get(int number) {
    return parts.get(number);
  }

  void close(Consumer<P> closer) {
    parts.forEach(closer);
  }

  /** Does the same to all. */
  void run(Consumer<P> work) {
    if (parts.size() == 1) {
      work.accept(parts.get(0));
    } else {
      OpenMp.runInOneThread(
          () -> Workers.parallelForEach(parts.size(), i -> work.accept(parts.get(i))));
    }
  }
}
