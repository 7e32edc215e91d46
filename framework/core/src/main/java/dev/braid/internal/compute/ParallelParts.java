package dev.braid.internal.compute;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.OpenMp;
import dev.braid.internal.threads.Workers;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The parts of one operation of oneDNN, each of which runs in one of Braid's own threads.
 *
 * <p>A part has primitives of its own, whose arguments are pointed at its elements before each run.
 * So the parts of one operation have one user at a time, which {@link PrimitiveCache#use} ensures;
 * among each other they run in any order, since they write to different memory.
 *
 * @param <P> a part
 */
final class ParallelParts<P> {
  private final List<P> parts;

  private ParallelParts(List<P> parts) {
    this.parts = parts;
  }

  static <P> ParallelParts<P> of(int count, IntFunction<P> maker) {
    return new ParallelParts<>(
        Primitive.making(() -> IntStream.range(0, count).mapToObj(maker).toList()));
  }

  /** The number of parts that some multiplications are worth: at most one a thread. */
  static int count(long work) {
    return OpenMp.canLimitThreads() ? GrainSize.MULTIPLICATIONS.threads(work) : 1;
  }

  /** The start of a part of a length; it ends where the next one starts. */
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

  /** Runs work on all parts and waits for it. */
  void run(Consumer<P> work) {
    if (parts.size() == 1) {
      work.accept(parts.get(0));
    } else {
      OpenMp.runInOneThread(
          () -> Workers.parallelForEach(parts.size(), i -> work.accept(parts.get(i))));
    }
  }
}
