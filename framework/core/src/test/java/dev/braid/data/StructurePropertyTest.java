package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Batch;
import dev.braid.Fit;
import dev.braid.StructureException;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any model with any correct form gives the same batches; any one mistake is refused as such. */
class StructurePropertyTest {
  private static final Fit PLAIN = Fit.forEpochs(1).shuffle(false);

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void should_make_the_same_batches_of_any_correct_form(long seed) {
    RandomStructure structure = new RandomStructure(seed);
    int batch = 1 + structure.random.nextInt(5);
    try (TrainingData<Minibatch> training =
        PreparedData.of(structure.model)
            .fit(structure.anyX(), structure.anyY(), PLAIN.batchSize(batch))) {
      expect(structure, training.train());
    }
    Batch whole = Batch.of(structure.anyX(), structure.anyY());
    try (TrainingData<Minibatch> training =
        PreparedData.of(structure.model).fit(List.of(whole), PLAIN)) {
      expect(structure, training.train());
    }
  }

  private static void expect(RandomStructure structure, DataLoader<Minibatch> feed) {
    int from = 0;
    try (DataLoader.BatchIterator<Minibatch> pass = feed.pass(0)) {
      while (pass.hasNext()) {
        Minibatch batch = pass.next();
        for (int i = 0; i < batch.x().size(); i++) {
          InputSpec spec = structure.model.inputs().get(i);
          double[] all = structure.x.get(spec.name());
          int size = all.length / structure.samples;
          int[] shape = structure.inputShape(spec);
          shape[0] = batch.rows();
          assertThat(batch.x().get(i).shape())
              .containsExactly(Arrays.stream(shape).asLongStream().toArray());
          assertThat(batch.x().get(i).dup('c').data().asDouble())
              .containsExactly(Arrays.copyOfRange(all, from * size, (from + batch.rows()) * size));
        }
        for (int i = 0; i < batch.y().size(); i++) {
          OutputSpec spec = structure.model.outputs().get(i);
          double[] all = structure.y.get(spec.name());
          int size = all.length / structure.samples;
          int[] shape = structure.targetShape(spec);
          shape[0] = batch.rows();
          assertThat(batch.y().get(i).shape())
              .containsExactly(Arrays.stream(shape).asLongStream().toArray());
          assertThat(batch.y().get(i).dup('c').data().asDouble())
              .containsExactly(Arrays.copyOfRange(all, from * size, (from + batch.rows()) * size));
        }
        from += batch.rows();
      }
    }
    assertThat(from).isEqualTo(structure.samples);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void should_refuse_any_one_mistake_by_its_id(long seed) {
    RandomStructure structure = new RandomStructure(seed);
    for (Mistake mistake : Mistake.values()) {
      Map<String, Object> x = arrays(structure, true);
      Map<String, Object> y = arrays(structure, false);
      String id = mistake.make(structure, x, y);
      if (id == null) {
        continue;
      }
      List<Object> before = copies(x, y);

      StructureException thrown =
          Refusal.of(() -> PreparedData.of(structure.model).fit(x, y, PLAIN));

      assertThat(thrown.problems()).as("%s", mistake).extracting("id").contains(id);
      assertThat(copies(x, y)).as("the user's arrays").isEqualTo(before);
      StructureException late =
          Refusal.of(
              () -> {
                try (TrainingData<Minibatch> training =
                    PreparedData.of(structure.model).fit(List.of(Batch.of(x, y)), PLAIN)) {
                  training.train().pass(0).next();
                }
              });
      assertThat(late.problems()).as("%s", mistake).extracting("id").contains(id);
      assertThat(late).hasMessageContaining("batch 1");
    }
  }

  private static Map<String, Object> arrays(RandomStructure structure, boolean inputs) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    if (inputs) {
      for (InputSpec spec : structure.model.inputs()) {
        double[] values = structure.x.get(spec.name());
        arrays.put(spec.name(), RandomForm.nest(values, structure.inputShape(spec), double.class));
      }
    } else {
      for (OutputSpec spec : structure.model.outputs()) {
        double[] values = structure.y.get(spec.name());
        arrays.put(spec.name(), RandomForm.nest(values, structure.targetShape(spec), double.class));
      }
    }
    return arrays;
  }

  // as text, which compares nests by value
  private static List<Object> copies(Map<String, Object> x, Map<String, Object> y) {
    List<Object> all = new ArrayList<>();
    x.forEach((name, array) -> all.add(name + Arrays.deepToString(new Object[] {array})));
    y.forEach((name, array) -> all.add(name + Arrays.deepToString(new Object[] {array})));
    return all;
  }
}
