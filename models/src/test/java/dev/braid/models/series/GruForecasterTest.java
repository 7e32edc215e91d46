package dev.braid.models.series;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.Verbosity;
import org.junit.jupiter.api.Test;

class GruForecasterTest {
  @Test
  void should_forecast_a_wave() {
    setRandomSeed(1);
    float[][][] past = new float[300][12][1];
    float[][] future = new float[300][2];
    for (int i = 0; i < 300; i++) {
      for (int step = 0; step < 12; step++) {
        past[i][step][0] = wave(i + step);
      }
      future[i] = new float[] {wave(i + 12), wave(i + 13)};
    }
    Model model = GruForecaster.of(12, 1, 2, 16);
    model.compile(adam(1e-2), mse());
    model.fit(past, future, epochs(8).batchSize(16).verbose(Verbosity.SILENT));
    // predicting 0 would have an error of 0.5
    assertThat(model.evaluate(past, future).get("loss")).isLessThan(0.02);
  }

  private static float wave(int step) {
    return (float) Math.sin(step * 0.4);
  }
}
