package dev.braid.engine;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.engine.graph.GraphMaker;
import dev.braid.engine.graph.LayerVertex;
import dev.braid.engine.graph.Plan;
import dev.braid.engine.graph.WeightStore;
import dev.braid.graph.WeightCell;
import dev.braid.random.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A model's live ComputationGraph with its weights. */
public final class Network {
  private final Plan plan;
  private final DataType type;
  private final ComputationGraph graph;
  private final LayerVertex[] vertices;
  private final WeightStore store;
  private final List<StoredWeight> weights;

  /**
   * A weight in its place.
   *
   * @param path layer and weight, such as {@code label/kernel}
   */
  public record StoredWeight(String path, WeightCell cell, WeightStore.View view) {}

  public Network(Model model, DataType type) {
    this.plan = Plan.of(model);
    this.type = type;
    this.graph = GraphMaker.make(plan, model.outputNames(), type);
    this.vertices = new LayerVertex[plan.steps().size()];
    Map<WeightCell, WeightStore.View> views = new HashMap<>();
    WeightStore shared = new WeightStore();
    for (int i = plan.inputs(); i < vertices.length; i++) {
      vertices[i] = (LayerVertex) graph.getVertex(plan.steps().get(i).vertex());
      shared = vertices[i].store();
      for (WeightCell cell : plan.steps().get(i).weights()) {
        views.putIfAbsent(cell, vertices[i].view(cell));
      }
    }
    this.store = shared;
    List<StoredWeight> ordered = new ArrayList<>();
    collect(model, "", views, new HashSet<>(), ordered);
    this.weights = List.copyOf(ordered);
    graph.initGradientsView();
    initialize();
  }

  /** Keras' order: layer by layer, nested models inside out. */
  private static void collect(
      Model model,
      String path,
      Map<WeightCell, WeightStore.View> views,
      Set<WeightCell> seen,
      List<StoredWeight> out) {
    for (Layer layer : model.topology().layers()) {
      if (layer instanceof Model inner) {
        collect(inner, path + inner.name() + "/", views, seen, out);
        continue;
      }
      for (WeightCell cell : model.weightsOf(layer)) {
        if (seen.add(cell)) {
          String name = path + layer.name() + "/" + cell.spec().name();
          out.add(new StoredWeight(name, cell, views.get(cell)));
        }
      }
    }
  }

  private void initialize() {
    SplittableRandom random = new SplittableRandom(Seeds.next());
    for (StoredWeight weight : weights) {
      WeightCell cell = weight.cell();
      INDArray array = weight.view().array();
      if (cell.newest() instanceof INDArray known) {
        array.assign(known);
      } else {
        float[] values = cell.spec().initializer().values(cell.spec().shape(), random);
        array.assign(Nd4j.createFromArray(values).reshape('c', array.shape()));
        cell.wrote(array);
      }
    }
  }

  public ComputationGraph graph() {
    return graph;
  }

  public Plan plan() {
    return plan;
  }

  public DataType dataType() {
    return type;
  }

  public List<StoredWeight> weights() {
    return weights;
  }

  WeightStore store() {
    return store;
  }

  LayerVertex vertex(int step) {
    return vertices[step];
  }
}
