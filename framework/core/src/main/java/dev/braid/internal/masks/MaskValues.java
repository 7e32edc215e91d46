package dev.braid.internal.masks;

import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks of 1 and 0 inside the {@code call} of layers; null stands for a mask of ones. */
public final class MaskValues {
  private MaskValues() {}

  /** The mask with further axes of size 1, so that it broadcasts over a value. */
  public static Value over(Value mask, Value value) {
    List<Size> sizes = new ArrayList<>(mask.sizes());
    while (sizes.size() < value.rank()) {
      sizes.add(Size.of(1));
    }
    return mask.reshape(sizes);
  }

  /** The intersection of two masks. */
  public static @Nullable Value both(@Nullable Value a, @Nullable Value b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.multiply(b);
  }

  /** The union of two masks. */
  public static @Nullable Value either(@Nullable Value a, @Nullable Value b) {
    return a == null || b == null ? null : a.maximum(b);
  }
}
