package dev.braid.layers.rnn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Layer;
import dev.braid.config.Config;
import dev.braid.config.ObjectReader;
import dev.braid.regularizers.L2;
import org.junit.jupiter.api.Test;

class RnnTest {
  @Test
  void should_write_its_activity_regularizer() {
    Layer layer = new RNN(new SimpleRNNCell(2)).activityRegularizer(new L2(0.25)).name("steps");
    Layer again = ObjectReader.builtIn().read(Layer.class, Config.object(layer));

    assertThat(again.config()).isEqualTo(layer.config());
    assertThat(again.activityRegularizer()).isEqualTo(layer.activityRegularizer());
    assertThat(again.activityRegularizer().config()).isEqualTo(new L2(0.25).config());
  }

  @Test
  void should_write_no_activity_regularizer_where_there_is_none() {
    assertThat(new RNN(new SimpleRNNCell(2)).config().has("activity_regularizer")).isFalse();
  }
}
