package dev.braid.internal.plots;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.SummaryOptions;
import dev.braid.internal.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Selects the rows of a summary by its options. */
final class SummaryRange {
  private final List<String> names;

  private SummaryRange(List<String> names) {
    this.names = names;
  }

  /** Returns the rows in the range of layers, down to the depth. */
  static List<SummaryRow> rows(SummaryTable table, SummaryOptions options) {
    List<String> names =
        table.rows().stream().filter(row -> row.level() == 0).map(SummaryRow::name).toList();
    int first = 0;
    int last = names.size() - 1;
    if (!options.layerRange().isEmpty()) {
      SummaryRange range = new SummaryRange(names);
      List<Integer> lower = range.indices(table.model(), options.layerRange().get(0));
      List<Integer> upper = range.indices(table.model(), options.layerRange().get(1));
      boolean ordered = lower.get(0) <= upper.get(upper.size() - 1);
      first = ordered ? lower.get(0) : upper.get(0);
      last = ordered ? upper.get(upper.size() - 1) : lower.get(lower.size() - 1);
    }
    List<SummaryRow> rows = new ArrayList<>();
    int index = -1;
    for (SummaryRow row : table.rows()) {
      index += row.level() == 0 ? 1 : 0;
      if (index >= first && index <= last && row.level() <= options.depth()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Returns the indices of the layers that a name, or else a regular expression, fits. */
  private List<Integer> indices(String model, String given) {
    List<Integer> found = indices(given::equals);
    if (found.isEmpty()) {
      try {
        Pattern pattern = Pattern.compile(given);
        found = indices(name -> pattern.matcher(name).lookingAt());
      } catch (PatternSyntaxException e) {
        // refused as a name below
      }
    }
    if (found.isEmpty()) {
      throw StructureException.of(
          "The model \"" + model + "\" has no layer for the range of the summary",
          new Problem(
              "unknown-layer",
              given,
              "one of " + Nearest.among(given, names),
              "received \"" + given + '"',
              Nearest.to(given, names).map(near -> "Did you mean \"" + near + "\"?").orElse("")));
    }
    return found;
  }

  private List<Integer> indices(Predicate<String> fits) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (fits.test(names.get(i))) {
        found.add(i);
      }
    }
    return found;
  }
}
