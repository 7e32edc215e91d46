package dev.braid.internal.engine.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Braid;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.internal.engine.NetworkProbe;
import dev.braid.internal.graph.LayerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares the gradients of a whole graph with central differences.
 *
 * <p>A dense layer stands before each input that is no id, so that the gradient by the layer's
 * input is checked as that layer's weights.
 */
final class GradientCheck {
  private static final int ROWS = 3;
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;

  private final String name;
  private final Model model;
  private final List<INDArray> data;

  private GradientCheck(String name, Model model, List<INDArray> data) {
    this.name = name;
    this.model = model;
    this.data = data;
  }

  static GradientCheck plain(LayerCase row) {
    return built(row, row.layer().get(), 1, false);
  }

  static GradientCheck shared(LayerCase row) {
    return built(row, row.layer().get(), 2, false);
  }

  static GradientCheck frozen(LayerCase row) {
    Layer layer = row.layer().get();
    LayerState.of(layer).trainable(false);
    return built(row, layer, 1, false);
  }

  static GradientCheck masked(LayerCase row) {
    return built(row, row.layer().get(), 1, true);
  }

  static GradientCheck nested(LayerCase row) {
    List<Tensor> inner = new ArrayList<>();
    for (int i = 0; i < row.inputs().size(); i++) {
      inner.add(Braid.input("inner" + i, row.inputs().get(i)));
    }
    Layer layer = row.layer().get();
    List<Tensor> results = layer.applyAll(inner.toArray(Tensor[]::new));
    List<Tensor> named = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      named.add(results.get(i).named("inner_out" + i));
    }
    Model model = Model.inputs(inner.toArray(Tensor[]::new)).outputs(named);
    return built(row, model, 2, false);
  }

  private static GradientCheck built(LayerCase row, Layer layer, int times, boolean masked) {
    Braid.setRandomSeed(12);
    Random random = new Random(34);
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    List<INDArray> data = new ArrayList<>();
    for (int t = 0; t < times; t++) {
      List<Tensor> in = new ArrayList<>();
      for (long[] shape : row.inputs()) {
        Tensor input = Braid.input("input" + inputs.size(), shape);
        inputs.add(input);
        data.add(row.ids() > 0 ? ids(random, row.ids(), shape) : numbers(random, shape, masked));
        Tensor fed = input;
        if (masked && row.ids() == 0) {
          fed = fed.then(Braid.masking(0));
        }
        if (row.ids() == 0) {
          fed = fed.then(Braid.dense(shape[shape.length - 1]));
        }
        in.add(fed);
      }
      for (Tensor output : layer.applyAll(in.toArray(Tensor[]::new))) {
        outputs.add(output.named("output" + outputs.size()));
      }
    }
    Model model = Model.inputs(inputs.toArray(Tensor[]::new)).outputs(outputs);
    return new GradientCheck(row.name(), model, data);
  }

  private static long[] withRows(long... shape) {
    long[] all = new long[shape.length + 1];
    all[0] = ROWS;
    System.arraycopy(shape, 0, all, 1, shape.length);
    return all;
  }

  private static INDArray numbers(Random random, long[] shape, boolean masked) {
    INDArray array = Nd4j.create(DataType.DOUBLE, withRows(shape));
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextGaussian());
    }
    if (masked) {
      // the second row ends early, the third one has a hole; all steps of no row are padding
      array.slice(1).slice(shape[0] - 1).assign(0);
      array.slice(2).slice(0).assign(0);
    }
    return array;
  }

  private static INDArray ids(Random random, int limit, long[] shape) {
    INDArray array = Nd4j.create(DataType.DOUBLE, withRows(shape));
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextInt(limit));
    }
    return array;
  }

  void run() {
    NetworkProbe probe = new NetworkProbe(model, data);
    List<INDArray> gradients = probe.gradients();
    List<INDArray> weights = probe.weights();
    boolean moved = false;
    for (int i = 0; i < weights.size(); i++) {
      INDArray weight = weights.get(i);
      for (long k = 0; k < weight.length(); k++) {
        double found = gradients.get(i).getDouble(k);
        if (!probe.trainable(i)) {
          assertThat(found).as("%s: gradient of frozen %s", name, probe.path(i)).isZero();
          continue;
        }
        double at = weight.getDouble(k);
        weight.putScalar(k, at + STEP);
        double up = probe.loss();
        weight.putScalar(k, at - STEP);
        double down = probe.loss();
        weight.putScalar(k, at);
        double gradient = (up - down) / (2 * STEP);
        moved |= Math.abs(gradient) > 1e-4;
        assertThat(Math.abs(found - gradient))
            .as("%s: %s[%d] is %s, differences give %s", name, probe.path(i), k, found, gradient)
            .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(gradient)));
      }
    }
    boolean anything = false;
    for (int i = 0; i < weights.size(); i++) {
      anything |= probe.trainable(i);
    }
    assertThat(moved).as("%s: some gradient is not zero", name).isEqualTo(anything);
  }
}
