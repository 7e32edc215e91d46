package dev.braid.internal.engine;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Activation;
import dev.braid.Braid;
import dev.braid.Model;
import dev.braid.Padding;
import dev.braid.Tensor;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.environment.ExecutionPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Predictions reuse memory as they go, and weights change between and beside them. */
class PredictionTest {
  private static final float[][][][] IMAGES = images(3);

  @TempDir private Path folder;

  @BeforeEach
  void seed() {
    Braid.setRandomSeed(5);
  }

  private static float[][][][] images(int count) {
    Random random = new Random(6);
    float[][][][] images = new float[count][8][8][2];
    for (float[][][] image : images) {
      for (float[][] row : image) {
        for (float[] pixel : row) {
          for (int i = 0; i < pixel.length; i++) {
            pixel[i] = (float) random.nextGaussian();
          }
        }
      }
    }
    return images;
  }

  /**
   * Everything that lets two names stand for one memory: views, layers that do nothing, outputs.
   */
  private static Model tangle() {
    Tensor image = input("image", 8, 8, 2);
    Tensor seen = image.then(conv2d(4, 3).activation(Activation.RELU).padding(Padding.SAME));
    Tensor flat = seen.then(flatten());
    Tensor same = seen.then(dropout(0.5));
    Tensor again = same.then(conv2d(4, 3).activation(Activation.RELU).padding(Padding.SAME));
    Tensor added = add(again, seen).then(conv2d(4, 3).padding(Padding.SAME));
    Tensor late = add(added, same).then(flatten());
    Tensor sum = add(late, flat);
    Tensor more = sum.then(reshape(8, 8, 4));
    for (int i = 0; i < 4; i++) {
      more = more.then(conv2d(4, 3).padding(Padding.SAME));
    }
    Tensor end = more.then(flatten()).then(dense(3).activation(Activation.SOFTMAX));
    return Model.inputs(image)
        .outputs(flat.named("flat"), end.named("end"), late.named("late"), same.named("same"));
  }

  private static Model reader() {
    Tensor image = input("image", 8, 8, 2);
    Tensor seen = image.then(conv2d(5, 3).activation(Activation.RELU));
    return Model.inputs(image).outputs(seen.then(flatten()).then(dense(4)).named("end"));
  }

  /** What the formulas make of the weights that the model has now. */
  private static List<INDArray> wanted(Model model) {
    INDArray own = model.graph().params();
    Network portable = new Network(model, DataType.FLOAT, ExecutionPolicy.PORTABLE);
    portable.graph().params().assign(own);
    return portable.predict(List.of(Nd4j.createFromArray(IMAGES)));
  }

  private static void same(Model model) {
    List<INDArray> wanted = wanted(model);
    List<INDArray> found = new ArrayList<>(model.predict(IMAGES).map().values());
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(Floats.copy(found.get(i)))
          .as("output " + i)
          .containsExactly(Floats.copy(wanted.get(i)), within(1e-4f));
    }
  }

  @Test
  void should_leave_alone_what_later_layers_and_outputs_read() {
    Model model = tangle();
    same(model);
    same(model);
  }

  @Test
  void should_see_weights_whoever_changed_them() throws Exception {
    Model model = reader();
    model.compile(sgd(0.1), meanSquaredError());
    same(model);
    model.fit(IMAGES, new float[3][4]);
    same(model);
    List<float[]> numbers = new ArrayList<>();
    Random random = new Random(7);
    model
        .weights()
        .forEach(
            weight -> {
              float[] fresh =
                  new float[(int) Arrays.stream(weight.shape()).reduce(1, (a, b) -> a * b)];
              for (int i = 0; i < fresh.length; i++) {
                fresh[i] = (float) random.nextGaussian();
              }
              numbers.add(fresh);
            });
    Path file = folder.resolve("model.weights.h5");
    model.saveWeights(file);
    float[] saved = Floats.copy(model.predict(IMAGES).array());
    model.graph().params().muli(-2);
    same(model);
    model.graph().getVertex("conv2d").params().addi(0.5);
    same(model);
    model.loadWeights(file);
    same(model);
    assertThat(Floats.copy(model.predict(IMAGES).array())).containsExactly(saved, within(1e-6f));
  }

  @Test
  void should_predict_from_one_state_of_the_weights_while_they_change() throws Exception {
    Tensor image = input("image", 8, 8, 2);
    Model model = Model.inputs(image).outputs(image.then(conv2d(3, 3).useBias(false)));
    INDArray one = model.weights().get(0).array().dup('c');
    float[] first = Floats.copy(model.predict(IMAGES).array());
    INDArray other = one.mul(-3);
    model.setWeights(List.of(other));
    float[] second = Floats.copy(model.predict(IMAGES).array());
    AtomicBoolean going = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> asked = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        asked.add(
            threads.submit(
                () -> {
                  boolean good = true;
                  for (int k = 0; k < 300; k++) {
                    float[] found = Floats.copy(model.predict(IMAGES).array());
                    good &= Arrays.equals(found, first) || Arrays.equals(found, second);
                  }
                  return good;
                }));
      }
      Future<?> changing =
          threads.submit(
              () -> {
                for (int k = 0; going.get(); k++) {
                  model.setWeights(List.of(k % 2 == 0 ? one : other));
                }
              });
      for (Future<Boolean> each : asked) {
        assertThat(each.get()).isTrue();
      }
      going.set(false);
      changing.get();
    } finally {
      going.set(false);
      threads.shutdownNow();
    }
  }
}
