package dev.braid.ops;

import java.util.List;
import java.util.stream.Stream;

/** Provides the recorded results of Keras' operations to tests of other packages. */
public final class RecordedOperations {
  private RecordedOperations() {}

  /**
   * An array.
   *
   * @param elements in C order
   */
  public record Elements(long[] shape, float[] elements) {}

  /** One recorded call. */
  public static final class Case {
    private final RecordedOperation recorded;

    Case(RecordedOperation recorded) {
      this.recorded = recorded;
    }

    public String name() {
      return recorded.name();
    }

    /** True for cases with a special property. */
    public boolean isAbout(String special) {
      return special.equals(recorded.about());
    }

    public List<Elements> inputs() {
      return recorded.inputs().stream().map(Case::elements).toList();
    }

    public List<Elements> outputs() {
      return recorded.outputs().stream().map(Case::elements).toList();
    }

    private static Elements elements(RecordedOperation.Recorded array) {
      float[] elements = new float[array.values().length];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) array.values()[i];
      }
      return new Elements(array.shape(), elements);
    }

    public List<Value> apply(List<Value> inputs) {
      return recorded.apply(inputs);
    }

    @Override
    public String toString() {
      return recorded.toString();
    }
  }

  public static Stream<Case> all() {
    return RecordedOperation.values().map(Case::new);
  }
}
