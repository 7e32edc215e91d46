package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Fit;
import dev.braid.StructureException;
import dev.braid.data.records.RecordBatches;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import dev.braid.losses.TargetKind;
import java.util.List;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.collection.CollectionRecordReader;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;

class RecordBatchesTest {
  private static final Schema SCHEMA =
      new Schema.Builder()
          .addColumnsDouble("height", "width")
          .addColumnString("remark")
          .addColumnInteger("age")
          .addColumnCategorical("species", "cat", "dog")
          .build();

  private static final ModelSignature MODEL =
      new ModelSignature(
          "model",
          List.of(InputSpec.of("size", 2), InputSpec.of("age", 1)),
          List.of(
              OutputSpec.of("kind", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 2)),
          true);

  @Test
  void should_assign_columns_by_name() {
    RecordBatches records =
        RecordBatches.of(reader(), SCHEMA)
            .input("age", "age")
            .input("size", "width", "height")
            .target("kind", "species")
            .batchSize(2);
    try (TrainingData<Minibatch> training = PreparedData.of(MODEL).fit(records, Fit.forEpochs(2))) {
      for (int number = 0; number < 2; number++) {
        DataLoader.BatchIterator<Minibatch> pass = training.train().pass(number);
        Minibatch first = pass.next();
        Minibatch second = pass.next();

        assertThat(first.x().get(0).toFloatMatrix()).isDeepEqualTo(new float[][] {{2, 1}, {4, 3}});
        assertThat(first.y().get(0).toFloatVector()).containsExactly(1, 0);
        assertThat(second.x().get(1).toFloatVector()).containsExactly(9);
        assertThat(pass.hasNext()).isFalse();
      }
    }
  }

  @Test
  void should_take_the_final_schema_of_a_transform() {
    TransformProcess process =
        new TransformProcess.Builder(SCHEMA)
            .removeColumns("remark")
            .renameColumn("height", "tall")
            .build();
    RecordBatches records =
        RecordBatches.of(reader(), process)
            .input("size", "tall", "width")
            .input("age", "age")
            .target("kind", "species");
    try (TrainingData<Minibatch> training = PreparedData.of(MODEL).fit(records, Fit.forEpochs(1))) {
      Minibatch batch = training.train().pass(0).next();

      assertThat(batch.rows()).isEqualTo(3);
      assertThat(batch.x().get(0).getFloat(2, 1)).isEqualTo(6);
    }
  }

  @Test
  void should_check_the_schema_before_anything_is_read() {
    RecordBatches records =
        RecordBatches.of(new CollectionRecordReader(List.of()), SCHEMA)
            .input("size", "heigth", "remark")
            .input("ages", "age")
            .target("kind", "species", "age");

    StructureException thrown =
        Refusal.of(() -> PreparedData.of(MODEL).fit(records, Fit.forEpochs(1)));

    assertThat(thrown.problems())
        .extracting("id")
        .containsExactly("missing-input", "unknown-input", "schema", "schema", "target-shape");
    assertThat(thrown)
        .hasMessageContaining("Did you mean \"height\"?")
        .hasMessageContaining("\"remark\" is of type String")
        .hasMessageContaining("2 columns: species, age");
  }

  @Test
  void should_name_the_record_that_breaks_its_schema() {
    RecordReader reader = new CollectionRecordReader(List.of(record("1", "2", "x", "3", "cow")));
    RecordBatches records =
        RecordBatches.of(reader, SCHEMA)
            .input("size", "height", "width")
            .input("age", "age")
            .target("kind", "species");
    try (TrainingData<Minibatch> training = PreparedData.of(MODEL).fit(records, Fit.forEpochs(1))) {
      DataLoader.BatchIterator<Minibatch> pass = training.train().pass(0);

      assertThat(Refusal.of(pass::hasNext)).hasMessageContaining("record 1 holds \"cow\"");
    }
  }

  private static RecordReader reader() {
    return new CollectionRecordReader(
        List.of(
            record("1", "2", "x", "7", "dog"),
            record("3", "4", "y", "8", "cat"),
            record("5", "6", "z", "9", "dog")));
  }

  private static List<Writable> record(String... values) {
    return java.util.Arrays.stream(values).map(value -> (Writable) new Text(value)).toList();
  }
}
