package dev.braid.internal.data.feeds;

import dev.braid.data.signature.InputSlot;
import dev.braid.internal.data.arrays.ArrayReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds arrays that were passed in the wrong order. */
final class SwappedInputs {
  private SwappedInputs() {}

  /** The order that was meant, if all arrays fit in exactly one other; else nothing. */
  static String advice(List<InputSlot> slots, Map<String, Object> assigned) {
    if (slots.size() < 2 || slots.size() > 6 || assigned.size() != slots.size()) {
      return "";
    }
    List<long[]> shapes =
        slots.stream().map(slot -> ArrayReader.shape(assigned.get(slot.name()))).toList();
    List<List<Integer>> orders = new ArrayList<>();
    search(slots, shapes, new ArrayList<>(), orders);
    if (orders.size() != 1) {
      return "";
    }
    return "The arrays fit in another order: "
        + slots.stream()
            .map(
                slot ->
                    "\""
                        + slot.name()
                        + "\" fits what was passed for \""
                        + slots.get(orders.get(0).get(slots.indexOf(slot))).name()
                        + "\"")
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static void search(
      List<InputSlot> slots, List<long[]> shapes, List<Integer> taken, List<List<Integer>> found) {
    if (taken.size() == slots.size()) {
      found.add(List.copyOf(taken));
      return;
    }
    for (int array = 0; array < shapes.size(); array++) {
      if (!taken.contains(array) && InputArrays.fits(slots.get(taken.size()), shapes.get(array))) {
        taken.add(array);
        search(slots, shapes, taken, found);
        taken.remove(taken.size() - 1);
      }
    }
  }
}
