package dev.braid.benchmarks.data;

import dev.braid.Fit;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.data.feeds.DataArguments;
import dev.braid.internal.data.feeds.DataPreparation;
import dev.braid.losses.TargetKind;
import java.util.List;

/** The data handling of {@code fit} for one input, without training. */
public final class DataHandling {
  private final Object x;
  private final int[] y;
  private final Fit options;
  private final ModelSignature signature;
  private final float[] source;
  private final float[] copy;

  public DataHandling(InputForm form, int rows, int batch) {
    x = form.make(rows);
    y = new int[rows];
    options = Fit.forEpochs(1).batchSize(batch);
    OutputSpec label =
        OutputSpec.of("y", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 10);
    signature = new ModelSignature("model", List.of(form.spec()), List.of(label), true);
    source = new float[Math.toIntExact(form.bytes(rows) / Float.BYTES)];
    for (int i = 0; i < source.length; i++) {
      source[i] = i;
    }
    copy = new float[source.length];
  }

  /** Every check of the whole data. */
  public TrainingData<Minibatch> check() {
    return DataPreparation.of(signature).fit(DataArguments.of(x, y, null), options);
  }

  /** All batches of one epoch, shuffled; the checks are in {@code data}. */
  public double batches(TrainingData<Minibatch> data, int epoch) {
    double touched = 0;
    try (DataLoader.BatchIterator<Minibatch> pass = data.train().pass(epoch)) {
      while (pass.hasNext()) {
        Minibatch batch = pass.next();
        touched += batch.x().get(0).length();
      }
    }
    return touched;
  }

  /** Copies as many bytes as the data has. */
  public float memoryCopy() {
    System.arraycopy(source, 0, copy, 0, source.length);
    return copy[copy.length - 1];
  }
}
