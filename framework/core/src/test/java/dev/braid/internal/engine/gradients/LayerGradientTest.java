package dev.braid.internal.engine.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.internal.saving.architecture.BuiltInLayers;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer x option x (plain, shared, nested, frozen, masked) against central differences. */
class LayerGradientTest {
  /** Layers without anything to differentiate: inputs, and ids that become positions. */
  private static final Set<String> WITHOUT_GRADIENT =
      Set.of(
          "InputLayer",
          "CategoryEncoding",
          "Discretization",
          "StringLookup",
          "IntegerLookup",
          "TextVectorization",
          "Hashing",
          "HashedCrossing");

  static Stream<LayerCase> all() {
    return LayerCases.rows().stream();
  }

  static Stream<LayerCase> masked() {
    return LayerCases.rows().stream().filter(LayerCase::masked);
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_agree_alone(LayerCase row) {
    GradientCheck.plain(row).run();
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_agree_when_shared(LayerCase row) {
    GradientCheck.shared(row).run();
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_agree_inside_a_nested_model_that_is_applied_twice(LayerCase row) {
    GradientCheck.nested(row).run();
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_agree_when_frozen(LayerCase row) {
    GradientCheck.frozen(row).run();
  }

  @ParameterizedTest
  @MethodSource("masked")
  void should_agree_behind_a_mask(LayerCase row) {
    GradientCheck.masked(row).run();
  }

  @Test
  void should_have_a_row_for_every_layer() {
    Set<String> covered = new HashSet<>(WITHOUT_GRADIENT);
    LayerCases.rows().forEach(row -> covered.add(row.layer().get().className()));
    assertThat(covered).containsAll(BuiltInLayers.classNames());
  }
}
