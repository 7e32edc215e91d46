package dev.braid.internal.data.feeds;

import dev.braid.data.signature.InputSpec;
import dev.braid.internal.data.arrays.ArrayReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds arrays that were passed in the wrong order. */
final class SwappedInputs {
  private SwappedInputs() {}

  /** Returns the intended order if all arrays fit in exactly one other order; otherwise empty. */
  static String advice(List<InputSpec> specs, Map<String, Object> assigned) {
    if (specs.size() < 2 || specs.size() > 6 || assigned.size() != specs.size()) {
      return "";
    }
    List<long[]> shapes =
        specs.stream().map(spec -> ArrayReader.shape(assigned.get(spec.name()))).toList();
    List<List<Integer>> orders = new ArrayList<>();
    search(specs, shapes, new ArrayList<>(), orders);
    if (orders.size() != 1) {
      return "";
    }
    return "The arrays fit in another order: "
        + specs.stream()
            .map(
                spec ->
                    "\""
                        + spec.name()
                        + "\" fits what was passed for \""
                        + specs.get(orders.get(0).get(specs.indexOf(spec))).name()
                        + "\"")
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static void search(
      List<InputSpec> specs, List<long[]> shapes, List<Integer> order, List<List<Integer>> found) {
    if (order.size() == specs.size()) {
      found.add(List.copyOf(order));
      return;
    }
    for (int array = 0; array < shapes.size(); array++) {
      if (!order.contains(array) && InputArrays.fits(specs.get(order.size()), shapes.get(array))) {
        order.add(array);
        search(specs, shapes, order, found);
        order.remove(order.size() - 1);
      }
    }
  }
}
