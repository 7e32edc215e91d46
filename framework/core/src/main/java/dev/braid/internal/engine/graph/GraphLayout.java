package dev.braid.internal.engine.graph;

import dev.braid.internal.engine.graph.Plan.Port;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The vertices of a plan's graph in Deeplearning4j, and the order of their parameters.
 *
 * <p>DL4J sorts the vertices of each graph that it creates, including copies, and assigns each its
 * range of the flat vector in that order. A compiled graph lays its weights out in the same order,
 * so that DL4J can use its vector.
 *
 * @param vertices the inputs first, then each vertex after those that it reads
 */
public record GraphLayout(List<Vertex> vertices) {
  /** The role of a vertex. */
  public enum Kind {
    INPUT,
    LAYER,
    /** A further output of a layer, since a vertex of DL4J has only one. */
    PORT,
    /** An output of the model. */
    HEAD
  }

  /**
   * One vertex.
   *
   * @param number the index of the step, or of the model's output for a head
   * @param output the output of the step, for a port
   * @param inputs the vertices that it reads
   */
  public record Vertex(Kind kind, int number, int output, List<Integer> inputs) {}

  public static GraphLayout of(Plan plan) {
    List<Vertex> vertices = new ArrayList<>();
    Map<Port, Integer> indices = new HashMap<>();
    for (int step = 0; step < plan.steps().size(); step++) {
      List<Integer> inputs = inputs(plan.steps().get(step).inputs(), indices, vertices);
      Kind kind = step < plan.inputs() ? Kind.INPUT : Kind.LAYER;
      indices.put(new Port(step, 0), vertices.size());
      vertices.add(new Vertex(kind, step, 0, inputs));
    }
    for (int output = 0; output < plan.outputs().size(); output++) {
      List<Integer> inputs = inputs(List.of(plan.outputs().get(output)), indices, vertices);
      vertices.add(new Vertex(Kind.HEAD, output, 0, inputs));
    }
    return new GraphLayout(List.copyOf(vertices));
  }

  private static List<Integer> inputs(
      List<Port> ports, Map<Port, Integer> indices, List<Vertex> vertices) {
    List<Integer> inputs = new ArrayList<>();
    for (Port port : ports) {
      if (!indices.containsKey(port)) {
        List<Integer> source = List.of(indices.get(new Port(port.step(), 0)));
        indices.put(port, vertices.size());
        vertices.add(new Vertex(Kind.PORT, port.step(), port.output(), source));
      }
      inputs.add(indices.get(port));
    }
    return inputs;
  }

  /**
   * Returns the vertices in DL4J's order.
   *
   * <p>This is Kahn's algorithm over hash sets: vertices that become ready at the same time follow
   * the iteration order of a {@link HashSet} of their numbers.
   */
  List<Vertex> sorted() {
    List<Set<Integer>> pendingSources = new ArrayList<>();
    List<Set<Integer>> readers = new ArrayList<>();
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < vertices.size(); i++) {
      Set<Integer> sources = new HashSet<>(vertices.get(i).inputs());
      pendingSources.add(sources);
      readers.add(new HashSet<>());
      for (int source : sources) {
        readers.get(source).add(i);
      }
      if (sources.isEmpty()) {
        ready.add(i);
      }
    }
    List<Vertex> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(vertices.get(next));
      for (int reader : readers.get(next)) {
        pendingSources.get(reader).remove(next);
        if (pendingSources.get(reader).isEmpty()) {
          ready.add(reader);
        }
      }
    }
    return sorted;
  }
}
