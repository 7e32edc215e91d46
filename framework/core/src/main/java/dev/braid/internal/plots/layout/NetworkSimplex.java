package dev.braid.internal.plots.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Assigns integers to nodes so that all arcs have their minimum length and the weighted sum of
 * lengths is minimal.
 *
 * <p>Both the rows of a layout and its horizontal positions are such problems (Gansner and others,
 * "A technique for drawing directed graphs"). The arcs must form no cycle.
 */
final class NetworkSimplex {
  private final int nodes;
  private final List<int[]> arcs = new ArrayList<>();
  private int[] position;
  private int[] parentArc;
  private int[] parent;
  private int[] order;
  private int[] low;
  private int[] lim;
  private boolean[] inTree;
  private List<List<Integer>> touching;

  NetworkSimplex(int nodes) {
    this.nodes = nodes;
  }

  /**
   * Adds the constraint {@code position(head) - position(tail) >= least} with a weight for the
   * excess length.
   */
  void arc(int tail, int head, int least, int weight) {
    arcs.add(new int[] {tail, head, least, weight});
  }

  /** Returns the positions, of which the smallest is zero. */
  int[] solve() {
    position = new int[nodes];
    if (nodes < 2) {
      return position;
    }
    touching = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      touching.add(new ArrayList<>());
    }
    for (int arc = 0; arc < arcs.size(); arc++) {
      touching.get(arcs.get(arc)[0]).add(arc);
      touching.get(arcs.get(arc)[1]).add(arc);
    }
    startFeasible();
    growTightTree();
    improve();
    int smallest = Arrays.stream(position).min().orElse(0);
    for (int node = 0; node < nodes; node++) {
      position[node] -= smallest;
    }
    return position;
  }

  private void startFeasible() {
    int[] waiting = new int[nodes];
    for (int[] arc : arcs) {
      waiting[arc[1]]++;
    }
    int[] queue = new int[nodes];
    int filled = 0;
    for (int node = 0; node < nodes; node++) {
      if (waiting[node] == 0) {
        queue[filled++] = node;
      }
    }
    for (int done = 0; done < filled; done++) {
      for (int index : touching.get(queue[done])) {
        int[] arc = arcs.get(index);
        if (arc[0] == queue[done]) {
          position[arc[1]] = Math.max(position[arc[1]], position[arc[0]] + arc[2]);
          if (--waiting[arc[1]] == 0) {
            queue[filled++] = arc[1];
          }
        }
      }
    }
    if (filled < nodes) {
      throw new IllegalArgumentException("the arcs form a cycle");
    }
  }

  private int slack(int index) {
    int[] arc = arcs.get(index);
    return position[arc[1]] - position[arc[0]] - arc[2];
  }

  /** Shifts whole components together until tight arcs span every node. */
  private void growTightTree() {
    inTree = new boolean[arcs.size()];
    boolean[] reached = new boolean[nodes];
    List<Integer> members = new ArrayList<>();
    reached[0] = true;
    members.add(0);
    int next = 0;
    while (true) {
      for (; next < members.size(); next++) {
        int node = members.get(next);
        for (int index : touching.get(node)) {
          int[] arc = arcs.get(index);
          int other = arc[0] == node ? arc[1] : arc[0];
          if (!reached[other] && slack(index) == 0) {
            reached[other] = true;
            inTree[index] = true;
            members.add(other);
          }
        }
      }
      if (members.size() == nodes) {
        return;
      }
      int nearest = -1;
      for (int index = 0; index < arcs.size(); index++) {
        int[] arc = arcs.get(index);
        if (reached[arc[0]] != reached[arc[1]] && (nearest < 0 || slack(index) < slack(nearest))) {
          nearest = index;
        }
      }
      if (nearest < 0) {
        throw new IllegalArgumentException("the arcs leave nodes unconnected");
      }
      int shift = reached[arcs.get(nearest)[0]] ? slack(nearest) : -slack(nearest);
      for (int node : members) {
        position[node] += shift;
      }
      next = 0;
    }
  }

  private void improve() {
    int budget = 40 * (nodes + arcs.size()) + 1000;
    int from = 0;
    while (budget-- > 0) {
      rootTree();
      long[] cuts = cutValues();
      int leaving = -1;
      for (int step = 0; step < arcs.size(); step++) {
        int index = (from + step) % arcs.size();
        if (inTree[index] && cuts[index] < 0) {
          leaving = index;
          break;
        }
      }
      if (leaving < 0) {
        return;
      }
      from = leaving + 1;
      exchange(leaving);
    }
  }

  private void rootTree() {
    parent = new int[nodes];
    parentArc = new int[nodes];
    order = new int[nodes];
    low = new int[nodes];
    lim = new int[nodes];
    Arrays.fill(parentArc, -1);
    parent[0] = -1;
    int[] stack = new int[nodes];
    int[] cursor = new int[nodes];
    int depth = 1;
    int numbered = 0;
    while (depth > 0) {
      int node = stack[depth - 1];
      List<Integer> around = touching.get(node);
      if (cursor[node] == 0) {
        low[node] = numbered;
      }
      if (cursor[node] < around.size()) {
        int index = around.get(cursor[node]++);
        if (inTree[index] && index != parentArc[node]) {
          int[] arc = arcs.get(index);
          int child = arc[0] == node ? arc[1] : arc[0];
          parent[child] = node;
          parentArc[child] = index;
          stack[depth++] = child;
        }
      } else {
        order[numbered] = node;
        lim[node] = numbered++;
        depth--;
      }
    }
  }

  private long[] cutValues() {
    long[] cuts = new long[arcs.size()];
    for (int node : order) {
      int up = parentArc[node];
      if (up < 0) {
        continue;
      }
      int sign = arcs.get(up)[0] == node ? 1 : -1;
      long sum = 0;
      for (int index : touching.get(node)) {
        int[] arc = arcs.get(index);
        int outward = arc[0] == node ? 1 : -1;
        sum += (long) outward * arc[3];
        if (inTree[index] && index != up) {
          int child = arc[0] == node ? arc[1] : arc[0];
          int childSign = arcs.get(index)[0] == child ? 1 : -1;
          sum += childSign * cuts[index];
        }
      }
      cuts[up] = sign * sum;
    }
    return cuts;
  }

  /**
   * Replaces the leaving arc by the arc of least slack that reconnects the two halves in the other
   * direction.
   */
  private void exchange(int leaving) {
    int[] out = arcs.get(leaving);
    int child = parent[out[0]] == out[1] && parentArc[out[0]] == leaving ? out[0] : out[1];
    boolean tailBelow = child == out[0];
    int entering = -1;
    for (int index = 0; index < arcs.size(); index++) {
      int[] arc = arcs.get(index);
      boolean tailInside = below(arc[0], child);
      boolean headInside = below(arc[1], child);
      boolean fits = tailBelow ? headInside && !tailInside : tailInside && !headInside;
      if (fits && (entering < 0 || slack(index) < slack(entering))) {
        entering = index;
      }
    }
    if (entering < 0) {
      throw new IllegalStateException("the sum of lengths has no smallest value");
    }
    int shift = slack(entering);
    int direction = tailBelow ? -shift : shift;
    for (int node = 0; node < nodes; node++) {
      if (below(node, child)) {
        position[node] += direction;
      }
    }
    inTree[leaving] = false;
    inTree[entering] = true;
  }

  private boolean below(int node, int top) {
    return low[top] <= lim[node] && lim[node] <= lim[top];
  }
}
