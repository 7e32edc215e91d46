package dev.braid.internal.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Computes Keras' order of the steps of a graph and of their owners: by decreasing distance from
 * the outputs, then in the order of a traversal from the outputs.
 *
 * @param <N> the type of a step
 * @param <O> the type of the owner of a step, which several steps may share
 */
public final class KerasOrder<N, O> {
  private final Function<N, List<N>> parents;
  private final Function<N, O> owner;
  private final IdentityHashMap<O, Integer> seen = new IdentityHashMap<>();
  private final List<N> finished = new ArrayList<>();
  private final Set<N> done = new HashSet<>();
  private final Set<N> entered = new HashSet<>();

  /**
   * Creates an empty order.
   *
   * @param parents returns the steps that a step depends on, in the order of its arguments
   * @param owner returns the owner of a step
   */
  public KerasOrder(Function<N, List<N>> parents, Function<N, O> owner) {
    this.parents = parents;
    this.owner = owner;
  }

  /**
   * Traverses the graph backwards from an output, depth first and without recursion, since chains
   * may be thousands of steps long.
   *
   * @return the steps that no previous traversal visited
   */
  public List<N> from(N output) {
    List<N> met = new ArrayList<>();
    Deque<N> stack = new ArrayDeque<>();
    stack.push(output);
    while (!stack.isEmpty()) {
      N step = stack.peek();
      if (done.contains(step)) {
        stack.pop();
      } else if (entered.add(step)) {
        met.add(step);
        seen.putIfAbsent(owner.apply(step), seen.size());
        List<N> before = parents.apply(step);
        for (int i = before.size() - 1; i >= 0; i--) {
          if (!entered.contains(before.get(i))) {
            stack.push(before.get(i));
          }
        }
      } else {
        stack.pop();
        done.add(step);
        finished.add(step);
      }
    }
    return met;
  }

  public boolean met(N step) {
    return entered.contains(step);
  }

  /** Adds an unused input, which Keras orders before all others of its depth. */
  public void addUnused(N input) {
    seen.put(owner.apply(input), Integer.MIN_VALUE + finished.size());
    finished.add(0, input);
  }

  /** Returns the steps in topological order. */
  public List<N> steps() {
    Map<N, Integer> depths = depths(new IdentityHashMap<>());
    List<N> steps = new ArrayList<>(depths.keySet());
    // Keras' order of execution, which determines the order in which a shared layer updates
    // statistics
    steps.sort(Comparator.comparingInt(step -> -depths.getOrDefault(step, 0)));
    return steps;
  }

  /** Returns the owners of the steps, each once. */
  public List<O> owners() {
    IdentityHashMap<O, Integer> depths = new IdentityHashMap<>();
    depths(depths);
    List<O> owners = new ArrayList<>(depths.keySet());
    owners.sort(
        Comparator.<O>comparingInt(each -> -depths.getOrDefault(each, 0))
            .thenComparingInt(seen::get));
    return owners;
  }

  private Map<N, Integer> depths(IdentityHashMap<O, Integer> ownerDepths) {
    Map<N, Integer> depths = new LinkedHashMap<>();
    for (int i = finished.size() - 1; i >= 0; i--) {
      N step = finished.get(i);
      O applied = owner.apply(step);
      int depth = Math.max(depths.getOrDefault(step, 0), ownerDepths.getOrDefault(applied, 0));
      ownerDepths.put(applied, depth);
      depths.put(step, depth);
      for (N before : parents.apply(step)) {
        depths.merge(before, depth + 1, Math::max);
      }
    }
    return depths;
  }
}
