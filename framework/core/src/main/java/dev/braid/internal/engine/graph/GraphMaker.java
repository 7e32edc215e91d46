package dev.braid.internal.engine.graph;

import dev.braid.internal.engine.graph.Plan.Port;
import dev.braid.internal.engine.graph.Plan.Step;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Turns a plan into a ComputationGraph. */
public final class GraphMaker {
  private static final String HEAD = "/output";

  private GraphMaker() {}

  /** The name of an output's vertex. */
  public static String head(String output) {
    return output + HEAD;
  }

  public static LiveGraph make(
      Plan plan, List<String> outputNames, DataType type, ExecutionPolicy policy) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .updater(new NoOp())
            .miniBatch(false)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .graphBuilder()
            // as in Keras, a nested model computes all its outputs, also those that nothing reads
            .allowDisconnected(true);
    List<Step> steps = plan.steps();
    for (Step step : steps.subList(0, plan.inputs())) {
      builder.addInputs(step.vertex());
    }
    Map<WeightCell, String> keys = new HashMap<>();
    Map<Port, String> ports = new HashMap<>();
    for (int i = plan.inputs(); i < steps.size(); i++) {
      Step step = steps.get(i);
      List<String> weights = new ArrayList<>();
      for (WeightCell cell : step.weights()) {
        String own = step.vertex() + ":" + weights.size();
        weights.add(keys.computeIfAbsent(cell, absent -> own));
      }
      builder.addVertex(
          step.vertex(),
          LayerVertexConf.of(step, weights, policy),
          step.inputs().stream()
              .map(port -> vertex(builder, plan, ports, port))
              .toArray(String[]::new));
    }
    String[] heads = new String[outputNames.size()];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = head(outputNames.get(i));
      builder.addVertex(
          heads[i],
          new HeadVertexConf(plan.bare().contains(i)),
          vertex(builder, plan, ports, plan.outputs().get(i)));
    }
    LiveGraph graph = new LiveGraph(builder.setOutputs(heads).build());
    graph.init();
    return graph;
  }

  private static String vertex(
      GraphBuilder builder, Plan plan, Map<Port, String> ports, Port port) {
    String source = plan.steps().get(port.step()).vertex();
    if (port.output() == 0) {
      return source;
    }
    return ports.computeIfAbsent(
        port,
        absent -> {
          String name = source + ":" + port.output();
          builder.addVertex(name, new PortVertexConf(port.output()), source);
          return name;
        });
  }
}
