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
 * <p>DL4J sorts the vertices of each graph that it makes, also of copies, and gives each its part
 * of the flat vector in that order. A compiled graph lays its weights out in the same order, so
 * that its vector is DL4J's too.
 *
 * @param vertices the inputs first, each other one behind those that it reads
 */
public record GraphLayout(List<Vertex> vertices) {
  /** What a vertex stands for. */
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
   * @param number of the step, or of the model's output
   * @param output of the step, for a port
   * @param inputs the vertices that it reads
   */
  public record Vertex(Kind kind, int number, int output, List<Integer> inputs) {}

  public static GraphLayout of(Plan plan) {
    List<Vertex> vertices = new ArrayList<>();
    Map<Port, Integer> known = new HashMap<>();
    for (int step = 0; step < plan.steps().size(); step++) {
      List<Integer> inputs = inputs(plan.steps().get(step).inputs(), known, vertices);
      Kind kind = step < plan.inputs() ? Kind.INPUT : Kind.LAYER;
      known.put(new Port(step, 0), vertices.size());
      vertices.add(new Vertex(kind, step, 0, inputs));
    }
    for (int output = 0; output < plan.outputs().size(); output++) {
      List<Integer> inputs = inputs(List.of(plan.outputs().get(output)), known, vertices);
      vertices.add(new Vertex(Kind.HEAD, output, 0, inputs));
    }
    return new GraphLayout(List.copyOf(vertices));
  }

  private static List<Integer> inputs(
      List<Port> ports, Map<Port, Integer> known, List<Vertex> vertices) {
    List<Integer> inputs = new ArrayList<>();
    for (Port port : ports) {
      if (!known.containsKey(port)) {
        List<Integer> source = List.of(known.get(new Port(port.step(), 0)));
        known.put(port, vertices.size());
        vertices.add(new Vertex(Kind.PORT, port.step(), port.output(), source));
      }
      inputs.add(known.get(port));
    }
    return inputs;
  }

  /**
   * The vertices in DL4J's order.
   *
   * <p>It is Kahn's algorithm over hash sets: those that become free at the same time come in the
   * order in which a {@link HashSet} gives their numbers.
   */
  List<Vertex> sorted() {
    List<Set<Integer>> waitsFor = new ArrayList<>();
    List<Set<Integer>> readers = new ArrayList<>();
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < vertices.size(); i++) {
      Set<Integer> sources = new HashSet<>(vertices.get(i).inputs());
      waitsFor.add(sources);
      readers.add(new HashSet<>());
      for (int source : sources) {
        readers.get(source).add(i);
      }
      if (sources.isEmpty()) {
        free.add(i);
      }
    }
    List<Vertex> sorted = new ArrayList<>();
    while (!free.isEmpty()) {
      int next = free.remove();
      sorted.add(vertices.get(next));
      for (int reader : readers.get(next)) {
        waitsFor.get(reader).remove(next);
        if (waitsFor.get(reader).isEmpty()) {
          free.add(reader);
        }
      }
    }
    return sorted;
  }
}
