package dev.braid.plots;

import java.util.List;
import java.util.Objects;

/**
 * What a summary says of a model.
 *
 * @param model its name
 * @param rows its layers in order; those of a nested model follow it, one level deeper
 * @param trainable how many numbers training changes
 * @param trainableBytes the memory they take
 * @param frozen how many numbers training leaves alone
 * @param frozenBytes the memory they take
 */
public record SummaryTable(
    String model,
    List<SummaryRow> rows,
    long trainable,
    long trainableBytes,
    long frozen,
    long frozenBytes) {

  public SummaryTable {
    Objects.requireNonNull(model, "model");
    rows = List.copyOf(rows);
  }

  /** Whether every layer takes from the one above it alone. */
  public boolean chain() {
    String above = null;
    for (SummaryRow row : rows) {
      if (row.level() > 0) {
        continue;
      }
      List<String> from = row.connectedTo();
      boolean fits =
          above == null
              ? from.isEmpty()
              : from.size() == 1 && from.get(0).replaceAll("(\\[\\d+])+$", "").equals(above);
      if (!fits) {
        return false;
      }
      above = row.name();
    }
    return true;
  }
}
