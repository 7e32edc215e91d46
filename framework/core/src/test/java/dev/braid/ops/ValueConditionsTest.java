package dev.braid.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.keras.KerasRecord;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ValueConditionsTest {
  private final Value x = Value.constant(Nd4j.createFromArray(new float[] {-2, 0, 1}));

  @Test
  void should_give_1_where_a_condition_is_true() {
    assertThat(KerasRecord.floats(x.above(0))).containsExactly(0, 0, 1);
    assertThat(KerasRecord.floats(x.below(0))).containsExactly(1, 0, 0);
    assertThat(KerasRecord.floats(x.equalTo(0))).containsExactly(0, 1, 0);
    assertThat(KerasRecord.floats(x.sign())).containsExactly(-1, 0, 1);
    assertThat(KerasRecord.floats(x.where(x.above(0), x.zeros()))).containsExactly(0, 0, 1);
  }

  @Test
  void should_encode_indices_as_one_hot() {
    Value ids = Value.constant(Nd4j.createFromArray(new double[][] {{2, 0}, {1, 1}}));
    Value hot = ids.oneHot(3);
    assertThat(hot.shape()).containsExactly(2, 2, 3);
    assertThat(hot.dataType()).isEqualTo(ids.dataType());
    assertThat(KerasRecord.floats(hot)).containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0);
  }

  @Test
  void should_keep_logarithms_of_a_softmax_finite() {
    Value far = Value.constant(Nd4j.createFromArray(new float[][] {{0, -500, 300}}));
    assertThat(KerasRecord.floats(far.logSoftmax(-1))).containsExactly(-300, -800, 0);
  }
}
