package dev.braid.data.records;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.checks.ShouldMatchSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.datavec.api.transform.ColumnType;
import org.datavec.api.transform.metadata.CategoricalMetaData;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The columns that make one array.
 *
 * @param name the input or output they belong to
 * @param columns in the order of the array's last axis
 */
record ColumnGroup(String name, List<String> columns) {
  ColumnGroup {
    columns = List.copyOf(columns);
  }

  /** What is wrong with the columns themselves. */
  List<Problem> problems(Schema schema) {
    List<Problem> problems = new ArrayList<>();
    for (String column : columns) {
      if (!schema.hasColumn(column)) {
        problems.add(
            ShouldMatchSchema.unknownColumn(name, column, List.copyOf(schema.getColumnNames())));
        continue;
      }
      ColumnType type = schema.getType(column);
      if (type == ColumnType.String || type == ColumnType.Bytes) {
        problems.add(ShouldMatchSchema.notNumbers(name, column, type.toString()));
      } else if (type == ColumnType.NDArray && columns.size() > 1) {
        problems.add(ShouldMatchSchema.severalArrays(name, column));
      }
    }
    return problems;
  }

  /** Whether the only column holds arrays. */
  boolean arrays(Schema schema) {
    return columns.size() == 1
        && schema.hasColumn(columns.get(0))
        && schema.getType(columns.get(0)) == ColumnType.NDArray;
  }

  /** The numbers of the categories that each categorical column may hold. */
  Map<String, Map<String, Integer>> categories(Schema schema) {
    Map<String, Map<String, Integer>> categories = new HashMap<>();
    for (String column : columns) {
      if (schema.getMetaData(column) instanceof CategoricalMetaData known) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = known.getStateNames();
        for (int i = names.size() - 1; i >= 0; i--) {
          numbers.put(names.get(i), i);
        }
        categories.put(column, numbers);
      }
    }
    return categories;
  }

  /**
   * One array of some records: a row for each, or their arrays one after the other.
   *
   * @param categories as {@link #categories} gives them
   */
  Object read(
      Schema schema,
      Map<String, Map<String, Integer>> categories,
      List<List<Writable>> records,
      long first) {
    if (arrays(schema)) {
      int index = schema.getIndexOfColumn(columns.get(0));
      INDArray[] parts =
          records.stream()
              .map(values -> ((NDArrayWritable) values.get(index)).get())
              .toArray(INDArray[]::new);
      return Nd4j.concat(0, parts);
    }
    double[][] rows = new double[records.size()][columns.size()];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < columns.size(); i++) {
        String column = columns.get(i);
        Writable value = records.get(row).get(schema.getIndexOfColumn(column));
        rows[row][i] = number(column, categories.get(column), value, first + row + 1);
      }
    }
    return rows;
  }

  private double number(
      String column, @Nullable Map<String, Integer> categories, Writable value, long record) {
    if (categories != null) {
      Integer index = categories.get(value.toString());
      if (index == null) {
        throw refused(column, record, value);
      }
      return index;
    }
    try {
      return value.toDouble();
    } catch (NumberFormatException | UnsupportedOperationException e) {
      throw refused(column, record, value);
    }
  }

  private StructureException refused(String column, long record, Writable value) {
    return StructureException.of(
        "The records do not fit their schema",
        ShouldMatchSchema.value(name, column, record, value.toString()));
  }
}
