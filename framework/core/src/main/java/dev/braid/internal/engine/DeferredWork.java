package dev.braid.internal.engine;

import dev.braid.internal.engine.graph.Plan.Port;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Small work of independent layers, run by all threads together.
 *
 * <p>A dozen small parallel embeddings keep two cores busy, while each alone ends before another
 * thread would have woken up. So kernels defer such work, and the pass finishes it before a step
 * reads outputs that are not written yet. The outputs of steps that pass arrays on without reading
 * them ({@link Kernel#readsNothing}) count as not written either.
 */
final class DeferredWork {
  private final List<Runnable> tasks = new ArrayList<>();

  /** The steps whose outputs are not written yet. */
  private final BitSet unwritten = new BitSet();

  /** Returns the collector of the work that writes the outputs of a step. */
  KernelCall.WorkCollector collectorFor(int step) {
    return new KernelCall.WorkCollector() {
      @Override
      public void add(Runnable task) {
        tasks.add(task);
        unwritten.set(step);
      }

      @Override
      public void finish() {
        DeferredWork.this.finish();
      }
    };
  }

  int size() {
    return tasks.size();
  }

  /** Finishes all work if a step reads inputs that are not written yet. */
  void finishInputsOf(int step, Kernel kernel, List<Port> inputs) {
    if (tasks.isEmpty()) {
      return;
    }
    for (Port input : inputs) {
      if (unwritten.get(input.step())) {
        if (!kernel.readsNothing()) {
          finish();
          return;
        }
        unwritten.set(step);
      }
    }
  }

  /** Runs all deferred work. */
  void finish() {
    if (!tasks.isEmpty()) {
      Workers.parallelForPieces(
          tasks.size(),
          GrainSize.TASKS.size(),
          (low, high) -> {
            for (Runnable task : tasks.subList(low, high)) {
              task.run();
            }
          });
      tasks.clear();
      unwritten.clear();
    }
  }
}
