package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.Model;
import dev.braid.data.TimeseriesDataset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LargestSizesTest {
  @Test
  void should_take_any_batch_size_as_one_batch() {
    Model model = OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy());
    float[][] x = OneLayer.inputs();
    float[][] whole = new float[3][];
    for (int i = 0; i < 3; i++) {
      Model copy = OneLayer.model(3, SOFTMAX);
      copy.setWeights(model.weights().stream().map(weight -> weight.array()).toList());
      copy.compile(sgd(0.1), sparseCategoricalCrossentropy());
      int size = new int[] {OneLayer.SAMPLES, Integer.MAX_VALUE, Integer.MAX_VALUE - 1}[i];
      copy.fit(
          x,
          OneLayer.classes(),
          OneLayer.quietly().batchSize(size).validationSplit(0.5).validationBatchSize(size));
      copy.evaluate(x, OneLayer.classes(), batchSize(size));
      whole[i] = copy.predict(x, batchSize(size)).floats()[0];
    }
    assertThat(whole[1]).isEqualTo(whole[0]);
    assertThat(whole[2]).isEqualTo(whole[0]);
  }

  @Test
  void should_take_any_number_of_windows_as_one_batch() {
    float[][] series = new float[10][1];
    TimeseriesDataset windows = TimeseriesDataset.of(series, null, 3).batchSize(Integer.MAX_VALUE);
    assertThat(windows.size()).isEqualTo(1);
    assertThat((Object[]) windows.get(0).x()).hasSize(8);
    assertThat(windows.sequenceStride(Integer.MAX_VALUE).windows()).isEqualTo(1);
    assertThat(TimeseriesDataset.of(series, null, 1).samplingRate(Integer.MAX_VALUE).windows())
        .isEqualTo(10);
  }

  @Test
  void should_read_ahead_by_some_threads_however_many_are_asked_for() {
    Model model = OneLayer.compiled(1, LINEAR, mse());
    AtomicInteger given = new AtomicInteger();
    BatchSource source =
        new BatchSource() {
          @Override
          public int size() {
            return 3;
          }

          @Override
          public Batch get(int index) {
            given.incrementAndGet();
            return Batch.of(OneLayer.inputs(), OneLayer.amounts());
          }
        };
    model.fit(source, OneLayer.quietly().workers(Integer.MAX_VALUE));
    assertThat(given.get()).isEqualTo(3);
  }
}
