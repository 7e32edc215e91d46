package dev.braid.internal.engine.view;

import dev.braid.internal.engine.graph.CompiledGraph;
import dev.braid.internal.engine.graph.GraphLayout;
import dev.braid.internal.engine.graph.GraphLayout.Vertex;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.engine.graph.Plan.Step;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.learning.config.NoOp;

/** Describes a compiled graph as a configuration of Deeplearning4j. */
final class LiveGraphConfiguration {
  private static final String HEAD = "/output";

  private final CompiledGraph graph;
  private final Plan plan;
  private final ExecutionPolicy policy;
  private final Map<WeightCell, Integer> holders;
  private final List<String> names = new ArrayList<>();

  private LiveGraphConfiguration(CompiledGraph graph) {
    this.graph = graph;
    this.plan = graph.plan();
    this.policy = graph.policy();
    this.holders = plan.holders();
  }

  static ComputationGraphConfiguration of(CompiledGraph graph) {
    return new LiveGraphConfiguration(graph).configuration();
  }

  /** Returns the name of an output's vertex. */
  static String head(String output) {
    return output + HEAD;
  }

  /** Returns the output of a head's vertex. */
  static String output(String head) {
    return head.substring(0, head.length() - HEAD.length());
  }

  private ComputationGraphConfiguration configuration() {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .dataType(graph.dataType())
            .updater(new NoOp())
            .miniBatch(false)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .graphBuilder()
            // as in Keras, a nested model computes all its outputs, also those that nothing reads
            .allowDisconnected(true);
    for (Vertex vertex : GraphLayout.of(plan).vertices()) {
      add(builder, vertex);
    }
    return builder
        .setOutputs(
            graph.outputNames().stream().map(LiveGraphConfiguration::head).toArray(String[]::new))
        .build();
  }

  private void add(GraphBuilder builder, Vertex vertex) {
    String[] inputs = vertex.inputs().stream().map(names::get).toArray(String[]::new);
    int index = vertex.number();
    switch (vertex.kind()) {
      case INPUT -> {
        names.add(plan.steps().get(index).name());
        builder.addInputs(plan.steps().get(index).name());
      }
      case LAYER -> {
        Step step = plan.steps().get(index);
        names.add(step.name());
        builder.addVertex(step.name(), LayerVertexConf.of(step, keys(step), policy), inputs);
      }
      case PORT -> {
        String name = inputs[0] + ":" + vertex.output();
        names.add(name);
        builder.addVertex(name, new PortVertexConf(vertex.output()), inputs);
      }
      case HEAD -> {
        String name = head(graph.outputNames().get(index));
        names.add(name);
        builder.addVertex(name, new HeadVertexConf(plan.unmasked().contains(index)), inputs);
      }
    }
  }

  /** Returns the key {@code vertex:index} of each weight of a step in the vertex that holds it. */
  private List<String> keys(Step step) {
    List<String> keys = new ArrayList<>();
    for (WeightCell cell : step.weights()) {
      Step holder = plan.steps().get(holders.get(cell));
      keys.add(holder.name() + ":" + holder.weights().indexOf(cell));
    }
    return keys;
  }
}
