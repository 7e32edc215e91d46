package dev.braid.internal.engine.kernels.dense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOccurrencesTest {
  /** Of one pass and of several, up to the largest id there is. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 2048, 2049, 50_000, 1 << 23, Integer.MAX_VALUE})
  void should_find_each_row_with_its_places_in_order(int bound) {
    Random random = new Random(bound);
    int[] ids =
        IntStream.range(0, 900).map(i -> i % 3 == 0 ? bound - 1 : random.nextInt(bound)).toArray();
    TreeMap<Integer, List<Integer>> expected = new TreeMap<>();
    for (int i = 0; i < ids.length; i++) {
      expected.computeIfAbsent(ids[i], id -> new ArrayList<>()).add(i);
    }

    RowOccurrences found = RowOccurrences.of(ids);

    assertThat(found.rows()).containsExactly(expected.keySet().stream().mapToInt(i -> i).toArray());
    assertThat(found.starts()).hasSize(expected.size() + 1).endsWith(ids.length);
    int at = 0;
    for (List<Integer> places : expected.values()) {
      int from = found.starts()[at++];
      assertThat(IntStream.range(from, found.starts()[at]).map(k -> found.order()[k]))
          .containsExactlyElementsOf(places);
    }
  }
}
