package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.Fit;
import dev.braid.StructureException;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class StreamsTest {
  private final Random random = new Random(2);

  @Test
  void should_iterate_an_iterable_again_in_each_pass() {
    List<Batch> batches = batches(10);
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.texts()).fit(batches, Fit.forEpochs(2))) {
      assertThat(training.train().steps()).isEqualTo(10);
      for (int pass = 0; pass < 2; pass++) {
        List<Minibatch> seen = all(training.train(), pass);
        assertThat(seen)
            .extracting(Minibatch::number)
            .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(seen).extracting(Minibatch::rows).containsOnly(10);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void should_ask_a_source_for_every_batch_once_a_pass(int workers) {
    List<Batch> batches = batches(10);
    AtomicIntegerArray asked = new AtomicIntegerArray(10);
    BatchSource source =
        source(
            10,
            index -> {
              asked.incrementAndGet(index);
              return batches.get(index);
            });
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.texts()).fit(source, Fit.forEpochs(3).workers(workers))) {
      for (int pass = 0; pass < 3; pass++) {
        all(training.train(), pass);
      }
    }
    for (int i = 0; i < 10; i++) {
      assertThat(asked.get(i)).as("batch %d", i).isEqualTo(3);
    }
  }

  @Test
  void should_keep_the_order_of_a_source_whatever_its_workers() {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      batches.add(Batch.of(new float[][] {{i, i, i}}, new float[] {i}));
    }
    BatchSource source = source(20, batches::get);
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.features())
            .fit(source, Fit.forEpochs(1).shuffle(false).workers(5))) {
      List<Float> seen = firsts(training.train(), 0);
      assertThat(seen).hasSize(20);
      for (int i = 0; i < 20; i++) {
        assertThat(seen.get(i)).isEqualTo(i);
      }
    }
  }

  @Test
  void should_shuffle_a_source_by_the_number_of_the_pass() {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      batches.add(Batch.of(new float[][] {{i, i, i}}, new float[] {i}));
    }
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.features()).fit(source(30, batches::get), Fit.forEpochs(1))) {
      List<Float> first = firsts(training.train(), 0);
      List<Float> second = firsts(training.train(), 1);

      assertThat(first).isNotEqualTo(second).containsExactlyInAnyOrderElementsOf(second);
      assertThat(firsts(training.train(), 0)).isEqualTo(first);
    }
  }

  @Test
  void should_name_the_batch_that_does_not_fit() {
    List<Batch> joined = new ArrayList<>(batches(10));
    joined.set(4, Batch.of(new int[10][32], new int[10]));
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.texts()).fit(joined, Fit.forEpochs(1))) {
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0);
      for (int i = 0; i < 4; i++) {
        pass.next();
      }
      StructureException thrown = Refusal.of(pass::hasNext);

      assertThat(thrown)
          .hasMessageContaining("fit(data) does not fit the model \"model\", batch 5:");
      assertThat(thrown.problems()).extracting("id").containsExactly("merged-inputs");
    }
  }

  /** Else each batch would leave its memory to the garbage collector. */
  @Test
  void should_write_later_batches_into_the_memory_of_earlier_ones() {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      batches.add(Batch.of(new float[1 + i % 7][3], new float[1 + i % 7]));
    }
    Set<Long> addresses = new HashSet<>();
    try (TrainingData<Minibatch> training =
            PreparedData.of(Models.features()).fit(batches, Fit.forEpochs(1).shuffle(false));
        DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0)) {
      pass.forEachRemaining(batch -> addresses.add(batch.x().get(0).data().address()));
    }
    // two that are ahead, the one in use, and those that had to grow
    assertThat(addresses).hasSizeLessThan(20);
  }

  @Test
  void should_refuse_more_steps_than_batches_before_the_first() {
    StructureException thrown =
        Refusal.of(
            () ->
                PreparedData.of(Models.texts())
                    .fit(batches(10), Fit.forEpochs(1).stepsPerEpoch(25)));

    assertThat(thrown.problems()).extracting("id").containsExactly("exhausted");
    assertThat(thrown).hasMessageContaining("10").hasMessageContaining("25");
  }

  @Test
  void should_report_that_an_iterator_cannot_start_again() {
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.texts()).fit(batches(2).iterator(), Fit.forEpochs(2))) {
      assertThat(all(training.train(), 0)).hasSize(2);

      assertThat(Refusal.ids(() -> training.train().pass(1))).containsExactly("exhausted");
    }
  }

  @Test
  void should_refuse_what_is_no_batch() {
    Iterable<float[][]> stream = () -> Collections.singletonList(new float[2][3]).iterator();
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.features()).fit(stream, Fit.forEpochs(1))) {
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0);

      assertThat(Refusal.ids(pass::hasNext)).containsExactly("batch-structure");
    }
    assertThat(
            Refusal.ids(
                () -> PreparedData.of(Models.features()).fit(new float[2][3], Fit.forEpochs(1))))
        .containsExactly("batch-structure");
  }

  @Test
  void should_refuse_arguments_that_the_stream_brings_itself() {
    assertThat(
            Refusal.ids(
                () ->
                    PreparedData.of(Models.texts())
                        .fit(
                            batches(2),
                            new int[20],
                            Fit.forEpochs(1)
                                .batchSize(3)
                                .validationSplit(0.5)
                                .sampleWeight(new float[20]))))
        .containsOnly("duplicate-argument")
        .hasSize(4);
  }

  @Test
  void should_carry_what_went_wrong_to_the_caller_with_the_number() {
    BatchSource source =
        source(
            5,
            index -> {
              if (index == 3) {
                throw new IllegalArgumentException("the file is gone");
              }
              return batches(1).get(0);
            });
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.texts()).fit(source, Fit.forEpochs(1).shuffle(false).workers(2))) {
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0);
      pass.next();
      pass.next();
      pass.next();

      assertThatThrownBy(pass::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("batch 4")
          .hasMessageContaining("the file is gone");
      assertThatThrownBy(pass::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void should_read_only_a_few_batches_ahead() {
    AtomicInteger made = new AtomicInteger();
    List<Batch> batches = batches(1);
    Iterable<Batch> endless =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Batch next() {
                made.incrementAndGet();
                return batches.get(0);
              }
            };
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.texts()).fit(endless, Fit.forEpochs(1))) {
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0);
      pass.next();
      pass.close();

      assertThat(made.get()).isBetween(1, 3);
      assertThat(pass.hasNext()).isFalse();
    }
  }

  @Test
  void should_stop_waiting_when_interrupted() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    BatchSource source =
        source(
            1,
            index -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                stopped.countDown();
              }
              return null;
            });
    try (TrainingData<Minibatch> training =
        PreparedData.of(Models.texts()).fit(source, Fit.forEpochs(1))) {
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0);
      Thread.currentThread().interrupt();

      assertThatThrownBy(pass::next).hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
      stopped.await();
    }
  }

  @Test
  void should_take_data_sets_and_their_iterators() {
    INDArray x = Nd4j.rand(8, 3);
    INDArray y = Nd4j.rand(8, 1);
    DataSet set = new DataSet(x, y);
    MultiDataSet multi = new MultiDataSet(new INDArray[] {x}, new INDArray[] {y});

    for (Object data :
        List.of(
            set,
            multi,
            Batch.of(x, y),
            new ViewIterator(set, 8),
            new SingletonMultiDataSetIterator(multi),
            List.of(set),
            Collections.singletonList(multi))) {
      try (TrainingData<Minibatch> training =
          PreparedData.of(Models.features()).fit(data, Fit.forEpochs(2).shuffle(false))) {
        for (int pass = 0; pass < 2; pass++) {
          List<Minibatch> seen = all(training.train(), pass);
          assertThat(seen).hasSize(1);
          assertThat(seen.get(0).x().get(0)).isEqualTo(x);
          assertThat(seen.get(0).y().get(0)).isEqualTo(y);
        }
      }
    }
  }

  @Test
  void should_not_copy_an_array_that_is_used_whole() {
    INDArray x = Nd4j.rand(8, 3);

    assertThat(PreparedData.of(Models.features()).predictOnBatch(x).x().get(0)).isSameAs(x);
  }

  private List<Batch> batches(int count) {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] labels = random.ints(10, 0, 10).toArray();
      batches.add(Batch.of(List.of(tokens(20), tokens(12)), labels));
    }
    return batches;
  }

  private int[][] tokens(int length) {
    int[][] all = new int[10][];
    for (int i = 0; i < all.length; i++) {
      all[i] = random.ints(length, 0, 100).toArray();
    }
    return all;
  }

  private static List<Float> firsts(DataLoader<Minibatch> feed, int pass) {
    List<Float> firsts = new ArrayList<>();
    try (DataLoader.BatchIterator<Minibatch> batches = feed.pass(pass)) {
      batches.forEachRemaining(batch -> firsts.add(batch.y().get(0).getFloat(0)));
    }
    return firsts;
  }

  private static List<Minibatch> all(DataLoader<Minibatch> feed, int number) {
    List<Minibatch> batches = new ArrayList<>();
    try (DataLoader.BatchIterator<Minibatch> pass = feed.pass(number)) {
      pass.forEachRemaining(batches::add);
    }
    return batches;
  }

  private static BatchSource source(int size, java.util.function.IntFunction<Batch> get) {
    return new BatchSource() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Batch get(int index) {
        return get.apply(index);
      }
    };
  }
}
