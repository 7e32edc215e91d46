package dev.braid.datasets.augmentation;

import dev.braid.Batch;
import dev.braid.BatchSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Batches whose images are changed on request. */
final class AugmentedSource implements BatchSource {
  private final BatchSource source;
  private final Augmentation augmentation;
  private final List<String> inputs;
  private volatile int epoch;

  AugmentedSource(BatchSource source, Augmentation augmentation, String... inputs) {
    this.source = source;
    this.augmentation = augmentation;
    this.inputs = List.of(inputs);
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Batch get(int index) {
    Batch batch = source.get(index);
    return Batch.of(changed(batch.x(), index), batch.y(), batch.weights());
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread ends the epochs, others only read
  public void onEpochEnd() {
    epoch++;
    source.onEpochEnd();
  }

  private Object changed(Object x, int index) {
    if (x instanceof float[][][][] images && inputs.isEmpty()) {
      return changed(images, index, 0);
    }
    Object result = x;
    int changed = 0;
    if (x instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        boolean selected = inputs.isEmpty() || inputs.contains(String.valueOf(entry.getKey()));
        boolean images = selected && entry.getValue() instanceof float[][][][];
        copy.put(
            entry.getKey(),
            images
                ? changed((float[][][][]) entry.getValue(), index, entry.getKey().hashCode())
                : entry.getValue());
        changed += images ? 1 : 0;
      }
      result = copy;
    } else if (x instanceof List<?> list && inputs.isEmpty()) {
      List<Object> copy = new ArrayList<>();
      for (Object array : list) {
        boolean images = array instanceof float[][][][];
        copy.add(images ? changed((float[][][][]) array, index, copy.size()) : array);
        changed += images ? 1 : 0;
      }
      result = copy;
    }
    if (changed == 0 || changed < inputs.size()) {
      throw new IllegalArgumentException(
          "augmentation expected images, float[][][][], "
              + (inputs.isEmpty() ? "among the inputs" : "as the inputs " + inputs)
              + ", received "
              + described(x));
    }
    return result;
  }

  private float[][][][] changed(float[][][][] images, int batch, int input) {
    float[][][][] changed = new float[images.length][][][];
    for (int i = 0; i < images.length; i++) {
      // Two inputs of one sample are changed differently.
      changed[i] = augmentation.apply(images[i], augmentation.random(epoch, batch, i ^ input << 8));
    }
    return changed;
  }

  private static String described(Object x) {
    if (x instanceof Map<?, ?> map) {
      StringBuilder text = new StringBuilder("a map");
      map.forEach(
          (name, array) -> text.append(" \"").append(name).append("\" ").append(described(array)));
      return text.toString();
    }
    return x == null ? "null" : x.getClass().getSimpleName();
  }
}
