package dev.braid;

import static dev.braid.Braid.RELU;
import static dev.braid.Braid.adam;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mse;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long runs that must not need more memory than short ones. */
@Tag("soak")
class SoakTest {
  private static final int WARM = 1_000;
  private static final int STEPS = 10_000;
  private static final long SLACK = 24L << 20;
  private static final int CHUNK = 128 << 10;
  private static final long HEAP_SLACK = 4L << 20;

  private final float[][] x = new float[32][20];
  private final float[] y = new float[32];
  private final Model model = model();

  private Model model() {
    Random random = new Random(1);
    for (float[] row : x) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextFloat();
      }
    }
    Tensor in = input("in", 20);
    Model made =
        Model.inputs(in)
            .outputs(
                in.then(dense(16, RELU))
                    .then(Braid.batchNormalization())
                    .then(Braid.dropout(0.2))
                    .then(dense(1).name("out")));
    made.compile(adam(), mse());
    return made;
  }

  @Test
  void should_train_at_constant_memory() {
    measure(() -> model.trainOnBatch(x, y), STEPS);
  }

  @Test
  void should_predict_at_constant_memory() {
    measure(() -> model.predict(x), 10 * STEPS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequences", "images"})
  void should_train_on_changing_shapes_at_constant_memory(String kind)
      throws IOException, InterruptedException {
    assertConstant(ChangingShapes.run(kind, 5_000, 50_000));
  }

  @Test
  void should_predict_changing_shapes_at_constant_memory()
      throws IOException, InterruptedException {
    assertConstant(ChangingShapes.run("predict", 5_000, 50_000));
  }

  @Test
  void should_train_on_streams_of_changing_shapes_at_constant_memory()
      throws IOException, InterruptedException {
    assertConstant(ChangingShapes.run("fit", 500, 5_000));
  }

  @Test
  void should_make_and_drop_models_at_constant_memory() throws IOException, InterruptedException {
    assertConstant(ChangingShapes.run("models", 200, 1_200));
  }

  private static void assertConstant(List<ChangingShapes.Line> lines) {
    ChangingShapes.Line early = lines.get(0);
    ChangingShapes.Line late = lines.get(1);
    assertThat(late.resident()).as("resident").isLessThan(early.resident() * 105 / 100);
    assertThat(late.live()).as("heap").isLessThan(early.live() + HEAP_SLACK);
  }

  private static void measure(Runnable step, int times) {
    for (int i = 0; i < WARM; i++) {
      step.run();
    }
    fillHeap();
    long resident = Pointer.physicalBytes();
    long heap = heap();
    long off = Pointer.totalBytes();
    for (int i = 0; i < times; i++) {
      step.run();
    }
    assertThat(heap() - heap).as("heap").isLessThan(SLACK);
    assertThat(Pointer.totalBytes() - off).as("off-heap arrays").isLessThan(SLACK);
    assertThat(Pointer.physicalBytes() - resident)
        .as("resident memory beside a full heap")
        .isLessThan(4 * SLACK);
  }

  // how far a collector lets the heap grow within its limit says nothing about leaks
  private static void fillHeap() {
    Runtime java = Runtime.getRuntime();
    List<byte[]> garbage = new ArrayList<>();
    long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
    for (long left = free * 3 / 4; left > CHUNK; left -= CHUNK) {
      byte[] chunk = new byte[CHUNK];
      Arrays.fill(chunk, (byte) 1);
      garbage.add(chunk);
    }
    assertThat(garbage).isNotEmpty();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
