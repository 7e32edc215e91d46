package dev.braid.internal.plots;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.internal.layers.Activations;
import dev.braid.internal.shapes.Sizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Creates the summary table and the diagram of a model. */
public final class ModelDescription {
  private static final int BYTES = 4;

  private ModelDescription() {}

  /** Formats a shape as Keras does, such as {@code (None, 10)}. */
  public static String shape(Spec spec) {
    return LongStream.of(spec.shape())
        .mapToObj(size -> ", " + (size < 0 ? "None" : String.valueOf(size)))
        .collect(Collectors.joining("", "(None", spec.rank() == 0 ? ",)" : ")"));
  }

  private static String shapes(List<Spec> specs) {
    return specs.stream().map(ModelDescription::shape).collect(Collectors.joining(", "));
  }

  // ---- summary table

  public static SummaryTable table(Functional model) {
    List<SummaryRow> rows = new ArrayList<>();
    rows(model, 0, rows);
    Set<WeightCell> cells = new LinkedHashSet<>();
    model.layers().forEach(layer -> cells.addAll(WeightPaths.cells(model, layer)));
    long trainable = count(cells.stream().filter(WeightCell::trainable).toList());
    long frozen = count(cells.stream().filter(cell -> !cell.trainable()).toList());
    return new SummaryTable(
        model.name(), rows, trainable, BYTES * trainable, frozen, BYTES * frozen);
  }

  private static long count(List<WeightCell> cells) {
    return Sizes.sum(cells.stream().mapToLong(cell -> cell.spec().length()).toArray());
  }

  private static void rows(Functional model, int level, List<SummaryRow> rows) {
    List<Node> calls = Topology.of(model).inOrderOfCalls();
    for (Layer layer : model.layers()) {
      List<Node> nodes = calls.stream().filter(node -> node.layer() == layer).toList();
      List<String> sources = new ArrayList<>();
      for (Node node : nodes) {
        node.inputs().forEach(input -> sources.add(source(calls, input)));
      }
      List<WeightCell> cells = WeightPaths.cells(model, layer);
      rows.add(
          new SummaryRow(
              layer.name(),
              layer.className(),
              shapes(nodes.get(0).outputs().stream().map(Tensor::spec).toList()),
              count(cells),
              sources,
              cells.stream().anyMatch(WeightCell::trainable),
              level));
      if (layer instanceof Functional inner) {
        rows(inner, level + 1, rows);
      }
    }
  }

  /** Names a tensor as Keras does: layer, application, output. */
  private static String source(List<Node> calls, Tensor tensor) {
    int application = 0;
    for (Node node : calls) {
      if (node == Node.of(tensor)) {
        break;
      }
      application += node.layer() == Node.of(tensor).layer() ? 1 : 0;
    }
    return Node.of(tensor).layer().name() + "[" + application + "][" + Node.indexOf(tensor) + "]";
  }

  // ---- diagram

  public static Diagram diagram(Functional model) {
    return new DiagramBuilder().build(model, model.name(), Map.of(), List.of());
  }

  private static final class DiagramBuilder {
    private final Set<Layer> seen = new HashSet<>();
    private int count;

    /** The boxes that compute the outputs of the model that was built last. */
    private List<String> outputs = List.of();

    /**
     * Builds the diagram of one model.
     *
     * @param given the outer boxes that compute its inputs
     * @param around receives the arrows from these boxes, which belong to the outer diagram
     */
    Diagram build(
        Functional model, String title, Map<Node, List<String>> given, List<DiagramArrow> around) {
      Map<Node, List<String>> sources = new HashMap<>();
      List<DiagramBox> boxes = new ArrayList<>();
      List<DiagramArrow> arrows = new ArrayList<>();
      for (Node node : ordered(model)) {
        boxes.add(box(node, sources, arrows));
        for (String from : given.getOrDefault(node, List.of())) {
          around.add(new DiagramArrow(from, sources.get(node).get(0)));
        }
      }
      outputs =
          model.outputs().stream().map(t -> sources.get(Node.of(t)).get(Node.indexOf(t))).toList();
      return new Diagram(title, boxes, arrows);
    }

    private static List<Node> ordered(Functional model) {
      List<Node> nodes = new ArrayList<>();
      model.inputs().forEach(input -> nodes.add(Node.of(input)));
      Topology.of(model).inOrderOfCalls().stream()
          .filter(n -> !nodes.contains(n))
          .forEach(nodes::add);
      return nodes;
    }

    private DiagramBox box(Node node, Map<Node, List<String>> sources, List<DiagramArrow> arrows) {
      Layer layer = node.layer();
      String id = "n" + count++;
      DiagramBox box =
          DiagramBox.of(
              id,
              layer.name(),
              layer.className(),
              Activations.of(layer).map(a -> a.name().toLowerCase(Locale.ROOT)).orElse(""),
              node.isInput() ? "" : shapes(node.inputSpecs()),
              shapes(node.outputs().stream().map(Tensor::spec).toList()));
      List<String> from =
          node.inputs().stream().map(t -> sources.get(Node.of(t)).get(Node.indexOf(t))).toList();
      boolean again = !seen.add(layer);
      if (again && !LayerState.of(layer).cells().isEmpty()
          || again && layer instanceof Functional) {
        box = box.note("shares its weights");
      }
      if (layer instanceof Functional inner) {
        Map<Node, List<String>> given = new HashMap<>();
        for (int i = 0; i < from.size(); i++) {
          given.put(Node.of(inner.inputs().get(i)), List.of(from.get(i)));
        }
        box = box.inside(build(inner, layer.name(), given, arrows));
        sources.put(node, outputs);
        return box;
      }
      from.stream().distinct().forEach(source -> arrows.add(new DiagramArrow(source, id)));
      sources.put(node, node.outputs().stream().map(output -> id).toList());
      return box;
    }
  }
}
