package dev.braid.internal.data.feeds;

import dev.braid.DType;
import dev.braid.data.signature.InputSpec;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.TextArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds arrays that were passed in the wrong order. */
final class SwappedInputs {
  private SwappedInputs() {}

  /** The intended order, if all arrays fit in exactly one other order; or else nothing. */
  static String advice(List<InputSpec> specs, Map<String, Object> assigned) {
    if (specs.size() < 2 || specs.size() > 6 || assigned.size() != specs.size()) {
      return "";
    }
    List<Passed> arrays = specs.stream().map(spec -> Passed.of(assigned.get(spec.name()))).toList();
    List<List<Integer>> orders = new ArrayList<>();
    search(specs, arrays, new ArrayList<>(), orders);
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

  /** An array that was passed. */
  private record Passed(List<Long> shape, boolean texts) {
    static Passed of(Object value) {
      List<Long> shape = Arrays.stream(ArrayReader.shape(value)).boxed().toList();
      return new Passed(shape, TextArray.holdsTexts(value));
    }

    boolean fits(InputSpec spec) {
      long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
      return texts == (spec.dtype() == DType.STRING) && InputArrays.fits(spec, sizes);
    }
  }

  private static void search(
      List<InputSpec> specs, List<Passed> arrays, List<Integer> taken, List<List<Integer>> found) {
    if (taken.size() == specs.size()) {
      found.add(List.copyOf(taken));
      return;
    }
    for (int array = 0; array < arrays.size(); array++) {
      if (!taken.contains(array) && arrays.get(array).fits(specs.get(taken.size()))) {
        taken.add(array);
        search(specs, arrays, taken, found);
        taken.remove(taken.size() - 1);
      }
    }
  }
}
