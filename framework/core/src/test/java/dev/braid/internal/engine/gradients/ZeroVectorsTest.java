package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.cosineSimilarity;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.dot;
import static dev.braid.Braid.epochs;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.sgd;
import static dev.braid.Braid.unitNormalization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Loss;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import org.junit.jupiter.api.Test;

/** Vectors of length 0 that are brought to length 1. Keras' weights become NaN here. */
class ZeroVectorsTest {
  private final Tensor in = input("x", 2);
  private final Tensor zero = in.then(dense(3).useBias(false).name("zero"));

  @Test
  void should_have_a_finite_gradient_where_unit_normalization_meets_zeros() {
    assertUnchanged(zero.then(unitNormalization()), mse(), new float[][] {{1, 2, 3}});
  }

  @Test
  void should_have_a_finite_gradient_where_a_normalized_dot_product_meets_zeros() {
    Tensor other = in.then(dense(3).useBias(false).name("other"));
    assertUnchanged(dot(-1).normalize(true).apply(zero, other), mse(), new float[][] {{1}});
  }

  @Test
  void should_have_a_finite_gradient_where_a_cosine_loss_meets_zeros() {
    assertUnchanged(zero, cosineSimilarity(), new float[][] {{1, 2, 3}});
  }

  /** The input is 0, so that each finite gradient of a kernel is 0. */
  private void assertUnchanged(Tensor out, Loss loss, float[][] target) {
    Model model = Model.inputs(in).outputs(out);
    model.compile(sgd(0.1), loss);
    float[] before = kernel(model);
    model.fit(new float[][] {{0, 0}}, target, epochs(2).verbose(Verbosity.SILENT));
    assertThat(kernel(model)).containsExactly(before);
  }

  private static float[] kernel(Model model) {
    return model.weights().get(0).array().dup('c').data().asFloat();
  }
}
