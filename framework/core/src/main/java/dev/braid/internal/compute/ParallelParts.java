package dev.braid.internal.compute;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.OpenMp;
import dev.braid.internal.threads.Workers;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The pieces of one oneDNN operation, each of which runs in one of Braid's own threads.
 *
 * <p>A piece has separate primitives, whose arguments are set to its elements before each run. So
 * the pieces of an operation have one user at a time, which {@link PrimitiveCache#use} ensures;
 * they run in any order, since they write to different memory.
 *
 * @param <P> the type of a piece
 */
final class ParallelParts<P> {
  private final List<P> parts;

  private ParallelParts(List<P> parts) {
    this.parts = parts;
  }

  static <P> ParallelParts<P> of(int count, IntFunction<P> factory) {
    return new ParallelParts<>(
        Primitive.create(() -> IntStream.range(0, count).mapToObj(factory).toList()));
  }

  /** Returns the number of pieces for an amount of multiplications: at most one per thread. */
  static int count(long work) {
    return OpenMp.canLimitThreads() ? GrainSize.MULTIPLICATIONS.threads(work) : 1;
  }

  /** Returns the start of a piece, which is the end of the previous one. */
  static int bound(int length, int part, int parts) {
    return (int) ((long) length * part / parts);
  }

  int count() {
    return parts.size();
  }

  P get(int index) {
    return parts.get(index);
  }

  void close(Consumer<P> closer) {
    parts.forEach(closer);
  }

  /** Runs work on all pieces and waits for it. */
  void run(Consumer<P> work) {
    if (parts.size() == 1) {
      work.accept(parts.get(0));
    } else {
      OpenMp.runInOneThread(
          () -> Workers.parallelForEach(parts.size(), i -> work.accept(parts.get(i))));
    }
  }
}
