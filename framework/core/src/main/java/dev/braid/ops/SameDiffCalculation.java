package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A function written in ND4J's SameDiff operations, differentiated by SameDiff.
 *
 * <p>SameDiff requires a graph before arrays exist, so one is kept for each combination of shapes
 * and type. It differentiates the sum of output times output gradient, which gives the gradient of
 * the inputs without a scaling loss.
 */
public final class SameDiffCalculation implements Calculation {
  private static final String OUTPUT_GRADIENT = "outputGradient";

  /** The maximum number of graphs, since last batches and sequence lengths vary. */
  private static final int MOST_GRAPHS = 16;

  private final Function<List<SDVariable>, SDVariable> function;
  private final Map<List<Object>, Graph> graphs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Graph> eldest) {
          return size() > MOST_GRAPHS;
        }
      };

  public SameDiffCalculation(Function<List<SDVariable>, SDVariable> function) {
    this.function = function;
  }

  @Override
  public Value run(List<Value> inputs) {
    INDArray[] arrays =
        inputs.stream().map(value -> ArrayMath.dense(value.array())).toArray(INDArray[]::new);
    Graph graph = graph(inputs);
    return Value.primitive(
        graph.output(arrays),
        inputs,
        outputGradient ->
            graph.gradients(arrays, outputGradient, inputs.stream().map(Value::tracked).toList()));
  }

  private synchronized Graph graph(List<Value> inputs) {
    List<Object> key = new ArrayList<>();
    for (Value input : inputs) {
      key.add(input.dataType());
      key.add(Arrays.stream(input.shape()).boxed().toList());
    }
    try (MemoryWorkspace outside = outsideOfSteps()) {
      return graphs.computeIfAbsent(key, absent -> new Graph(function, inputs));
    }
  }

  /** Leaves the workspace of a step, since graphs keep constants and buffers between steps. */
  private static MemoryWorkspace outsideOfSteps() {
    return Nd4j.getMemoryManager().scopeOutOfWorkspaces();
  }

  /** The function as a graph for inputs of fixed shapes. */
  private static final class Graph {
    private final SameDiff sameDiff = SameDiff.create();
    private final List<String> inputNames = new ArrayList<>();
    private final String output;
    private final DataType type;
    private boolean differentiable;

    Graph(Function<List<SDVariable>, SDVariable> function, List<Value> inputs) {
      List<SDVariable> variables = new ArrayList<>();
      for (Value input : inputs) {
        String name = "input" + variables.size();
        inputNames.add(name);
        variables.add(sameDiff.placeHolder(name, input.dataType(), input.shape()));
      }
      type = inputs.get(0).dataType();
      SDVariable result = function.apply(List.copyOf(variables));
      if (result == null || result.getSameDiff() != sameDiff) {
        throw new IllegalArgumentException("the function does not return a result of its inputs");
      }
      countAxesFromTheFront(inputs);
      // a separate output, since a function may return its input
      output = result.castTo("output", type).name();
    }

    /** Converts negative axes, for which ND4J sums gradients along wrong axes. */
    private void countAxesFromTheFront(List<Value> inputs) {
      List<BaseReduceOp> counted = new ArrayList<>();
      for (DifferentialFunction operation : sameDiff.ops()) {
        if (operation instanceof BaseReduceOp reduction
            && reduction.getDimensions() != null
            && Arrays.stream(reduction.getDimensions()).anyMatch(axis -> axis < 0)) {
          counted.add(reduction);
        }
      }
      if (counted.isEmpty()) {
        return;
      }
      INDArray[] zeros =
          inputs.stream().map(value -> value.zeros().array()).toArray(INDArray[]::new);
      String[] reduced = counted.stream().map(each -> each.arg().name()).toArray(String[]::new);
      Map<String, INDArray> arrays = sameDiff.output(named(zeros), reduced);
      for (BaseReduceOp reduction : counted) {
        INDArray array = Objects.requireNonNull(arrays.get(reduction.arg().name()));
        int rank = array.rank();
        reduction.setDimensions(
            Arrays.stream(reduction.getDimensions())
                .map(axis -> ArrayMath.axis(axis, rank))
                .toArray());
      }
    }

    synchronized INDArray output(INDArray[] inputs) {
      try (MemoryWorkspace outside = outsideOfSteps()) {
        return ArrayMath.dense(sameDiff.outputSingle(named(inputs), output));
      }
    }

    synchronized INDArray[] gradients(
        INDArray[] inputs, INDArray outputGradient, List<Boolean> required) {
      try (MemoryWorkspace outside = outsideOfSteps()) {
        return differentiated(inputs, outputGradient, required);
      }
    }

    private INDArray[] differentiated(
        INDArray[] inputs, INDArray outputGradient, List<Boolean> required) {
      if (!differentiable) {
        SDVariable outputGradients =
            sameDiff.placeHolder(OUTPUT_GRADIENT, type, outputGradient.shape());
        // SameDiff only differentiates expressions of a variable: this one is always 1
        SDVariable one = sameDiff.var("one", Nd4j.scalar(type, 1));
        SDVariable loss = sameDiff.getVariable(output).mul(outputGradients).sum().mul("loss", one);
        sameDiff.setLossVariables(loss);
        // it prints a line for each operation
        SuppressedStdout.during(
            () -> sameDiff.createGradFunction(inputNames.toArray(String[]::new)));
        differentiable = true;
      }
      Map<String, INDArray> given = named(inputs);
      given.put(OUTPUT_GRADIENT, outputGradient);
      Map<String, INDArray> found = sameDiff.calculateGradients(given, inputNames);
      INDArray[] gradients = new INDArray[inputs.length];
      for (int i = 0; i < gradients.length; i++) {
        INDArray gradient = found.get(inputNames.get(i));
        gradients[i] = required.get(i) && gradient != null ? ArrayMath.dense(gradient) : null;
      }
      return gradients;
    }

    private Map<String, INDArray> named(INDArray[] inputs) {
      Map<String, INDArray> named = new LinkedHashMap<>();
      for (int i = 0; i < inputs.length; i++) {
        named.put(inputNames.get(i), inputs[i]);
      }
      return named;
    }
  }
}
