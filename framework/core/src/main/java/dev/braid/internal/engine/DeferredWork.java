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
 * Small work of layers that don't wait for each other, done by all threads at once.
 *
 * <p>A dozen small embeddings side by side keep two cores busy; each by itself is over before
 * another thread would have woken up. So kernels leave such work here, and the pass finishes it
 * before a step reads what is not written yet. Steps that pass elements on without reading them
 * ({@link Kernel#readsNothing}) count as unwritten themselves.
 */
final class DeferredWork {
  private final List<Runnable> tasks = new ArrayList<>();

  /** The steps whose outputs are not written yet. */
  private final BitSet unwritten = new BitSet();

  /** What collects the work that writes the outputs of a step. */
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

  /** Makes sure that a step finds its inputs written, if it reads them. */
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

  /** Does all work that was left here. */
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
