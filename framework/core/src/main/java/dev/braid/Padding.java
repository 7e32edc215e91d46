package dev.braid;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a convolution or pooling does at the edges. */
public enum Padding {
  /** Only windows that lie inside the input. */
  VALID,
  /** Zeros around the input, so that with stride 1 the size stays. */
  SAME,
  /** Zeros before the first step, so that no output sees later steps; for sequences. */
  CAUSAL;

  /** Keras' spelling. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads Keras' spelling, in which case does not matter. */
  public static Padding of(String written) {
    for (Padding padding : values()) {
      if (padding.name().equalsIgnoreCase(written)) {
        return padding;
      }
    }
    List<String> known = Arrays.stream(values()).map(Padding::keras).toList();
    throw new IllegalArgumentException("no padding is called \"" + written + "\", only " + known);
  }
}
