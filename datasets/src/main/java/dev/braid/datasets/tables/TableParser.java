package dev.braid.datasets.tables;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.text.Nearest;
import dev.braid.internal.text.ShortText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Converts the texts of a table to arrays, and reports all invalid ones. */
final class TableParser {
  private static final int MOST_REPORTED = 20;
  private static final Set<String> BLANKS = Set.of("", "na", "nan", "null", "?");

  /** The pattern does not backtrack, so that fields of any length are read once. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?+(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][+-]?+\\d++)?+");

  private static final int SHOWN_LETTERS = 200;

  private final String name;
  private final List<String> columns;
  private final List<Row> rows;
  private final Map<String, List<String>> classes;
  private final OptionalDouble missing;
  private final List<Problem> problems = new ArrayList<>();
  private int unreported;

  TableParser(
      String name,
      RowSource.Content content,
      Map<String, List<String>> classes,
      OptionalDouble missing) {
    this.name = name;
    this.columns = content.columns();
    this.rows = content.rows();
    this.classes = new LinkedHashMap<>(classes);
    this.missing = missing;
  }

  NamedTable parse(List<ColumnMapping> parts) {
    checkColumns(parts);
    checkRows();
    throwProblems();
    Map<String, Object> inputs = new LinkedHashMap<>();
    Map<String, Object> outputs = new LinkedHashMap<>();
    for (ColumnMapping part : parts) {
      (part.kind().isInput() ? inputs : outputs).put(part.name(), array(part));
    }
    throwProblems();
    return new NamedTable(inputs, outputs, classes, rows.size());
  }

  private void checkColumns(List<ColumnMapping> parts) {
    for (ColumnMapping part : parts) {
      for (String column : part.columns()) {
        long found = columns.stream().filter(column::equals).count();
        if (found != 1) {
          report(
              new Problem(
                  "table-column",
                  part.name(),
                  "one column \"" + column + '"',
                  "received "
                      + (found == 0 ? "none" : found)
                      + " among "
                      + Nearest.among(column, columns),
                  ""));
        }
      }
    }
    if (parts.isEmpty()) {
      report(
          Problem.of(
                  "table-column",
                  "",
                  "received no inputs or outputs of the columns " + Nearest.among("", columns))
              .fix("Name some: input(\"features\", \"" + columns.get(0) + "\")."));
    }
  }

  private void checkRows() {
    for (Row row : rows) {
      if (row.fields().size() != columns.size()) {
        report(
            new Problem(
                "table-row",
                row.place(),
                columns.size() + " fields",
                "received " + row.fields().size(),
                ""));
      }
    }
    if (rows.isEmpty()) {
      report(
          Problem.of(
              "table-row", "", "received no rows below the columns " + Nearest.among("", columns)));
    }
  }

  private void report(Problem problem) {
    if (problems.size() < MOST_REPORTED) {
      problems.add(problem);
    } else {
      unreported++;
    }
  }

  private void throwProblems() {
    if (!problems.isEmpty()) {
      String more =
          unreported == 0
              ? ""
              : " (the first " + MOST_REPORTED + " of " + (MOST_REPORTED + unreported) + ")";
      throw new StructureException(name + " does not fit" + more, problems);
    }
  }

  private Object array(ColumnMapping part) {
    int[] places = part.columns().stream().mapToInt(columns::indexOf).toArray();
    if (part.kind().isNumbers()) {
      float[][] numbers = new float[rows.size()][places.length];
      for (int i = 0; i < numbers.length; i++) {
        for (int k = 0; k < places.length; k++) {
          numbers[i][k] = number(rows.get(i), places[k]);
        }
      }
      return numbers;
    }
    for (int place : places) {
      classes.computeIfAbsent(columns.get(place), column -> found(place));
    }
    if (part.kind() == ColumnMapping.Kind.CLASS_OUT) {
      return categories(places[0]);
    }
    int[][] categories = new int[rows.size()][places.length];
    for (int k = 0; k < places.length; k++) {
      int[] column = categories(places[k]);
      for (int i = 0; i < categories.length; i++) {
        categories[i][k] = column[i];
      }
    }
    return categories;
  }

  /** The ids of all words of a column. */
  private int[] categories(int place) {
    List<String> known = classes.getOrDefault(columns.get(place), List.of());
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = known.size() - 1; i >= 0; i--) {
      numbers.put(known.get(i), i);
    }
    int[] categories = new int[rows.size()];
    for (int i = 0; i < categories.length; i++) {
      String field = rows.get(i).fields().get(place).strip();
      Integer number = numbers.get(field);
      if (number == null) {
        report(value(rows.get(i), place, "one of " + Nearest.among(field, known), field));
      } else {
        categories[i] = number;
      }
    }
    return categories;
  }

  private List<String> found(int place) {
    Set<String> words = new TreeSet<>();
    rows.forEach(row -> words.add(row.fields().get(place).strip()));
    return List.copyOf(words);
  }

  private float number(Row row, int place) {
    String field = row.fields().get(place).strip();
    if (missing.isPresent() && BLANKS.contains(field.toLowerCase(Locale.ROOT))) {
      return (float) missing.getAsDouble();
    }
    float number = NUMBER.matcher(field).matches() ? Float.parseFloat(field) : Float.NaN;
    if (!Float.isFinite(number)) {
      boolean blank = BLANKS.contains(field.toLowerCase(Locale.ROOT));
      report(
          value(row, place, "a number", field)
              .fix(blank ? "Set a value for missing numbers: missing(0)." : ""));
    }
    return number;
  }

  private Problem value(Row row, int place, String expected, String field) {
    return new Problem(
        "table-value",
        columns.get(place),
        expected,
        "received "
            + (field.isEmpty() ? "nothing" : '"' + ShortText.of(field, SHOWN_LETTERS) + '"')
            + " in "
            + row.place(),
        "");
  }
}
