package dev.braid.datasets.tables;

import dev.braid.data.DataSplit;
import dev.braid.datasets.TrainTest;
import dev.braid.datasets.batches.RowPicker;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a table as named inputs and outputs; both maps are accepted by {@code fit}.
 *
 * @param inputs arrays by input name
 * @param outputs arrays by output name
 * @param classes for each column of words, the words in the order of their ids
 * @param size the number of rows
 */
public record NamedTable(
    Map<String, Object> inputs,
    Map<String, Object> outputs,
    Map<String, List<String>> classes,
    int size) {

  public NamedTable {
    inputs = new LinkedHashMap<>(inputs);
    outputs = new LinkedHashMap<>(outputs);
    classes = Map.copyOf(classes);
  }

  /**
   * Splits the rows at random.
   *
   * @param testSize the fraction for testing, between 0 and 1
   * @param seed the seed of the random generator
   */
  public TrainTest<NamedTable> split(double testSize, long seed) {
    int[] rows = new int[size];
    Arrays.setAll(rows, row -> row);
    DataSplit.Parts<int[], int[]> parts =
        DataSplit.of(rows, rows).testSize(testSize).seed(seed).split();
    return new TrainTest<>(take(parts.trainX()), take(parts.testX()));
  }

  private NamedTable take(int... rows) {
    return new NamedTable(
        RowPicker.take(inputs, rows), RowPicker.take(outputs, rows), classes, rows.length);
  }
}
