package dev.braid.benchmarks.jmh;

import static dev.braid.Braid.*;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Spec;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.table.KernelSelection;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A layer of common size with weights, a batch and an output gradient. */
public enum SingleLayer {
  DENSE(() -> dense(512, RELU), 128, 784),
  CONV2D(() -> conv2d(50, 5, RELU), 64, 12, 12, 20),
  MAX_POOLING(() -> maxPooling2d(2), 64, 24, 24, 20),
  BATCH_NORMALIZATION(() -> batchNormalization(), 32, 32, 32, 16),
  EMBEDDING(() -> embedding(1000, 64), 32, 100),
  LSTM(() -> lstm(64), 32, 100, 64),
  GRU(() -> gru(64), 32, 100, 64),
  SOFTMAX(() -> activation(Activation.SOFTMAX), 128, 1000),
  ATTENTION(() -> multiHeadAttention(4, 32), 32, 64, 128);

  private final Supplier<Layer> layer;
  private final long[] shape;

  SingleLayer(Supplier<Layer> layer, long... shape) {
    this.layer = layer;
    this.shape = shape;
  }

  /** Creates the layer with separate state, on the fast or the portable kernel. */
  Running start(boolean fast) {
    return new Running(this, new ExecutionPolicy(fast));
  }

  /** The timed calls of a layer. */
  static final class Running {
    private final Kernel kernel;
    private final MaskedArray[] inputs;
    private final INDArray gradient;
    private final Map<WeightCell, INDArray> weights = new HashMap<>();
    private final Map<WeightCell, INDArray> places = new HashMap<>();

    private Running(SingleLayer kind, ExecutionPolicy policy) {
      environment(); // starts the backend
      Layer layer = kind.layer.get();
      long[] sample = Arrays.copyOfRange(kind.shape, 1, kind.shape.length);
      Tensor in = input("in", sample);
      boolean attends = kind == ATTENTION;
      if (attends) {
        layer.apply(in, in);
      } else {
        layer.apply(in);
      }
      INDArray data =
          kind == EMBEDDING
              ? Nd4j.rand(DataType.FLOAT, kind.shape).muli(999).castTo(DataType.INT32)
              : Nd4j.rand(DataType.FLOAT, kind.shape).subi(0.5);
      MaskedArray signal = new MaskedArray(data, null);
      inputs = attends ? new MaskedArray[] {signal, signal} : new MaskedArray[] {signal};
      kernel = KernelSelection.of(layer, List.<Spec>of(), policy);
      gradient = Nd4j.rand(DataType.FLOAT, forward(false)[0].array().shape()).subi(0.5);
    }

    MaskedArray[] forward(boolean training) {
      return kernel.forward(call(training), inputs);
    }

    INDArray[] forwardAndBackward() {
      KernelCall call = call(true);
      kernel.forward(call, inputs);
      return kernel.backward(call, new INDArray[] {gradient});
    }

    private KernelCall call(boolean training) {
      return new KernelCall(
          this::weight,
          training ? new Places() : null,
          training,
          required(),
          1,
          new CarriedStates());
    }

    private boolean[] required() {
      boolean[] required = new boolean[inputs.length];
      for (int i = 0; i < required.length; i++) {
        required[i] = inputs[i].array().dataType() == DataType.FLOAT;
      }
      return required;
    }

    private INDArray weight(WeightCell cell) {
      return weights.computeIfAbsent(
          cell, absent -> Nd4j.rand(DataType.FLOAT, cell.spec().shape()).subi(0.5).muli(0.1));
    }

    /** Takes gradients where they stay, as the engine's flat vector does. */
    private final class Places implements KernelCall.Gradients {
      @Override
      public void add(WeightCell cell, INDArray gradient) {
        claimGradient(cell).assign(gradient);
      }

      @Override
      public INDArray claimGradient(WeightCell cell) {
        return places.computeIfAbsent(
            cell, absent -> Nd4j.zeros(DataType.FLOAT, cell.spec().shape()));
      }
    }
  }
}
