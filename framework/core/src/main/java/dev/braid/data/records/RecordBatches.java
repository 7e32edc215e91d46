package dev.braid.data.records;

import dev.braid.Batch;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.data.signature.SelfCheckingData;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.Writable;
import org.jspecify.annotations.Nullable;

/**
 * Batches of DataVec's records, whose columns go to inputs and outputs by name; every method
 * returns a changed copy.
 *
 * <p>The schema is checked against the model before anything is read. A categorical column becomes
 * the number of its category.
 */
public final class RecordBatches implements Iterable<Batch>, SelfCheckingData {
  private final RecordReader reader;
  private final @Nullable TransformProcess process;
  private final Schema schema;
  private final List<ColumnGroup> inputs;
  private final List<ColumnGroup> targets;
  private final int batchSize;

  private RecordBatches(
      RecordReader reader,
      @Nullable TransformProcess process,
      Schema schema,
      List<ColumnGroup> inputs,
      List<ColumnGroup> targets,
      int batchSize) {
    this.reader = reader;
    this.process = process;
    this.schema = schema;
    this.inputs = List.copyOf(inputs);
    this.targets = List.copyOf(targets);
    this.batchSize = batchSize;
  }

  /** Records as a reader gives them, 32 in a batch. */
  public static RecordBatches of(RecordReader reader, Schema schema) {
    return new RecordBatches(reader, null, schema, List.of(), List.of(), 32);
  }

  /** Records that are transformed first, 32 in a batch. */
  public static RecordBatches of(RecordReader reader, TransformProcess process) {
    Schema schema = process.getFinalSchema();
    return new RecordBatches(reader, process, schema, List.of(), List.of(), 32);
  }

  /** Assigns columns to an input. */
  public RecordBatches input(String name, String... columns) {
    List<ColumnGroup> more = with(inputs, name, columns);
    return new RecordBatches(reader, process, schema, more, targets, batchSize);
  }

  /** Assigns columns to an output's target. */
  public RecordBatches target(String name, String... columns) {
    List<ColumnGroup> more = with(targets, name, columns);
    return new RecordBatches(reader, process, schema, inputs, more, batchSize);
  }

  /** How many records a batch has. */
  public RecordBatches batchSize(int records) {
    if (records < 1) {
      throw StructureException.of(
          "records", ShouldBeValidOption.problem("batchSize", "1 or more", records));
    }
    return new RecordBatches(reader, process, schema, inputs, targets, records);
  }

  private static List<ColumnGroup> with(List<ColumnGroup> groups, String name, String... columns) {
    List<ColumnGroup> more = new ArrayList<>(groups);
    more.add(new ColumnGroup(name, List.of(columns)));
    return more;
  }

  @Override
  public List<Problem> problems(ModelSignature model) {
    List<Problem> problems = new ArrayList<>();
    SchemaCheck check = new SchemaCheck(schema, problems);
    check.inputs(model.inputs(), inputs);
    check.targets(model.outputs().stream().filter(OutputSpec::requiresTarget).toList(), targets);
    return problems;
  }

  @Override
  public Iterator<Batch> iterator() {
    reader.reset();
    Map<String, Map<String, Integer>> categories = new HashMap<>();
    inputs.forEach(group -> categories.putAll(group.categories(schema)));
    targets.forEach(group -> categories.putAll(group.categories(schema)));
    return new Iterator<>() {
      private final List<List<Writable>> records = new ArrayList<>();
      private long read;

      @Override
      public boolean hasNext() {
        while (records.size() < batchSize && reader.hasNext()) {
          List<Writable> record = reader.next();
          List<Writable> kept = process == null ? record : process.execute(record);
          if (kept != null) {
            records.add(kept);
          }
        }
        return !records.isEmpty();
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Batch batch =
            Batch.of(
                arrays(inputs, categories, records, read),
                arrays(targets, categories, records, read));
        read += records.size();
        records.clear();
        return batch;
      }
    };
  }

  private Map<String, Object> arrays(
      List<ColumnGroup> groups,
      Map<String, Map<String, Integer>> categories,
      List<List<Writable>> records,
      long first) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (ColumnGroup group : groups) {
      arrays.put(group.name(), group.read(schema, categories, records, first));
    }
    return arrays;
  }
}
