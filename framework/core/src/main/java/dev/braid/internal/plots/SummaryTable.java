package dev.braid.internal.plots;

import java.util.List;
import java.util.Objects;

/**
 * The content of a model's summary.
 *
 * @param model the model's name
 * @param rows its layers in order; the layers of a nested model follow it, one level deeper
 * @param trainable the number of trainable parameters
 * @param trainableBytes their size in bytes
 * @param frozen the number of parameters that are not trainable
 * @param frozenBytes their size in bytes
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

  /** Returns whether the only input of every layer is the one above it. */
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
