package dev.braid.layers.attention;

import static dev.braid.Braid.groupQueryAttention;
import static dev.braid.Braid.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.Hdf5;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupQueryAttentionTest {
  /** Keras exports its class GroupedQueryAttention under another name. */
  @Test
  void should_write_its_weights_under_the_name_of_the_class_in_python(@TempDir Path folder)
      throws IOException {
    Tensor in = input("in", 3, 4);
    Model model = Model.inputs(in).outputs(groupQueryAttention(2, 4, 2).causal().apply(in, in));
    Path file = folder.resolve("grouped.keras");
    model.save(file);
    KerasArchive archive = KerasArchive.read(file);
    H5Group weights = Hdf5.read(archive.weights(), "weights");
    assertThat(weights.group("layers/grouped_query_attention/_query_dense/vars")).isPresent();
    assertThat(archive.config())
        .contains("\"class_name\":\"GroupQueryAttention\"")
        .contains("\"use_causal_mask\":true");
    float[][][] x = {{{1, 2, 3, 4}, {0, 1, 0, 1}, {2, 2, 1, 1}}};
    float[] expected = model.predict(x).array().dup().data().asFloat();
    assertThat(Model.load(file).predict(x).array().dup().data().asFloat()).isEqualTo(expected);
  }

  @Test
  void should_refuse_groups_that_do_not_divide_the_heads() {
    assertThatThrownBy(() -> groupQueryAttention(2, 4, 3))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("expected a multiple of 3, received 4");
  }

  @Test
  void should_refuse_values_of_another_width_than_queries() {
    assertThatThrownBy(() -> groupQueryAttention(2, 4, 2).apply(input("a", 3, 4), input("b", 3, 5)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("expected queries and values with the same number of features");
  }
}
