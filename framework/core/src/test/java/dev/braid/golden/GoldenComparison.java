package dev.braid.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Outputs;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares values with Keras' and keeps the largest deviation. */
public final class GoldenComparison {
  private static final double FLOOR = 0.001;

  private double worst;
  private String where = "nothing was compared";

  public void assertAllNear() {
    assertThat(worst).as("deviation relative to the tolerance at %s", where).isLessThanOrEqualTo(1);
  }

  public void logs(String what, JsonNode expected, Logs actual, double tolerance) {
    expected
        .properties()
        .forEach(
            entry -> {
              assertThat(actual.map()).as(what).containsKey(entry.getKey());
              double got = actual.map().get(entry.getKey());
              near(what + " " + entry.getKey(), entry.getValue().asDouble(), got, FLOOR, tolerance);
            });
  }

  public void history(String what, JsonNode expected, History actual, double tolerance) {
    expected
        .properties()
        .forEach(
            entry -> {
              assertThat(actual.map()).as(what).containsKey(entry.getKey());
              double[] got = actual.get(entry.getKey());
              assertThat(got).as(what + " " + entry.getKey()).hasSize(entry.getValue().size());
              for (int i = 0; i < got.length; i++) {
                String at = what + " " + entry.getKey() + "[" + i + "]";
                near(at, entry.getValue().get(i).asDouble(), got[i], FLOOR, tolerance);
              }
            });
  }

  public void outputs(
      String what, Map<String, INDArray> expected, Outputs actual, double tolerance) {
    assertThat(expected).isNotEmpty();
    expected.forEach((name, array) -> array(what + " " + name, array, actual.get(name), tolerance));
  }

  public void array(String what, INDArray expected, INDArray actual, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    float[] e = expected.dup('c').data().asFloat();
    float[] a = actual.dup('c').data().asFloat();
    double square = 0;
    for (float value : e) {
      square += (double) value * value;
    }
    double rms = Math.sqrt(square / Math.max(1, e.length));
    for (int i = 0; i < e.length; i++) {
      near(what, e[i], a[i], Math.max(rms, FLOOR), tolerance);
    }
  }

  private void near(String what, double expected, double actual, double floor, double tolerance) {
    double off = Math.abs(actual - expected) / (tolerance * Math.max(Math.abs(expected), floor));
    if (Double.isNaN(off) || off >= worst) {
      worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
      where = what + ": " + actual + ", Keras has " + expected;
    }
  }
}
