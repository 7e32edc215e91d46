package dev.braid.plots;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Functional;
import dev.braid.graph.LayerState;
import dev.braid.graph.Node;
import dev.braid.graph.Sizes;
import dev.braid.graph.Spec;
import dev.braid.graph.Topology;
import dev.braid.graph.WeightCell;
import dev.braid.graph.WeightPaths;
import dev.braid.layers.Activations;
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

/** Reads off a model what its summary says and its picture shows. */
public final class ModelSketch {
  private static final int BYTES = 4;

  private ModelSketch() {}

  /** Keras' spelling of a shape, such as {@code (None, 10)}. */
  public static String shape(Spec spec) {
    return LongStream.of(spec.shape())
        .mapToObj(size -> ", " + (size < 0 ? "None" : String.valueOf(size)))
        .collect(Collectors.joining("", "(None", spec.rank() == 0 ? ",)" : ")"));
  }

  private static String shapes(List<Spec> specs) {
    return specs.stream().map(ModelSketch::shape).collect(Collectors.joining(", "));
  }

  // ---- the table

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

  /** Keras' way to name a tensor: layer, application, output. */
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

  // ---- the picture

  public static Diagram diagram(Functional model) {
    return new Drawing().draw(model, model.name(), Map.of(), List.of());
  }

  private static final class Drawing {
    private final Set<Layer> seen = new HashSet<>();
    private int count;

    /** The boxes that the outputs of the model drawn last come from. */
    private List<String> outputs = List.of();

    /**
     * Draws one model.
     *
     * @param given the boxes around it that its inputs are given by
     * @param around takes the arrows from those, which only the diagram around it can hold
     */
    Diagram draw(
        Functional model, String title, Map<Node, List<String>> given, List<Arrow> around) {
      Map<Node, List<String>> makers = new HashMap<>();
      List<Box> boxes = new ArrayList<>();
      List<Arrow> arrows = new ArrayList<>();
      for (Node node : ordered(model)) {
        boxes.add(box(node, makers, arrows));
        for (String from : given.getOrDefault(node, List.of())) {
          around.add(new Arrow(from, makers.get(node).get(0)));
        }
      }
      outputs =
          model.outputs().stream().map(t -> makers.get(Node.of(t)).get(Node.indexOf(t))).toList();
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

    private Box box(Node node, Map<Node, List<String>> makers, List<Arrow> arrows) {
      Layer layer = node.layer();
      String id = "n" + count++;
      Box box =
          Box.of(
              id,
              layer.name(),
              layer.className(),
              Activations.of(layer).map(a -> a.name().toLowerCase(Locale.ROOT)).orElse(""),
              node.isInput() ? "" : shapes(node.inputSpecs()),
              shapes(node.outputs().stream().map(Tensor::spec).toList()));
      List<String> sources =
          node.inputs().stream().map(t -> makers.get(Node.of(t)).get(Node.indexOf(t))).toList();
      boolean again = !seen.add(layer);
      if (again && !LayerState.of(layer).cells().isEmpty()
          || again && layer instanceof Functional) {
        box = box.note("shares its weights");
      }
      if (layer instanceof Functional inner) {
        Map<Node, List<String>> given = new HashMap<>();
        for (int i = 0; i < sources.size(); i++) {
          given.put(Node.of(inner.inputs().get(i)), List.of(sources.get(i)));
        }
        box = box.inside(draw(inner, layer.name(), given, arrows));
        makers.put(node, outputs);
        return box;
      }
      sources.stream().distinct().forEach(from -> arrows.add(new Arrow(from, id)));
      makers.put(node, node.outputs().stream().map(output -> id).toList());
      return box;
    }
  }
}
