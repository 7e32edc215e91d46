package dev.braid.engine;

import dev.braid.engine.graph.Plan.Port;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.threads.GrainSize;
import dev.braid.engine.threads.Workers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Small work of layers that don't wait for each other, done by all threads at once.
 *
 * <p>A dozen small embeddings side by side keep two cores busy; each by itself is over before
 * another thread would have woken up.
 */
final class Together {
  private final List<Runnable> work = new ArrayList<>();
  private final BitSet unwritten = new BitSet();

  /** Takes work whose results are the outputs of a step. */
  Call.Later of(int step) {
    return new Call.Later() {
      @Override
      public void add(Runnable more) {
        work.add(more);
        unwritten.set(step);
      }

      @Override
      public void finish() {
        run();
      }
    };
  }

  int size() {
    return work.size();
  }

  /** Sees to it that a step finds its inputs written, if it reads them. */
  void before(int step, Kernel kernel, List<Port> inputs) {
    if (work.isEmpty()) {
      return;
    }
    for (Port input : inputs) {
      if (unwritten.get(input.step())) {
        if (!kernel.readsNothing()) {
          run();
          return;
        }
        unwritten.set(step);
      }
    }
  }

  void run() {
    if (!work.isEmpty()) {
      Workers.parallelForPieces(
          work.size(),
          GrainSize.TASKS.size(),
          (low, high) -> {
            for (Runnable each : work.subList(low, high)) {
              each.run();
            }
          });
      work.clear();
      unwritten.clear();
    }
  }
}
