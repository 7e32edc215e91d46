package dev.braid.benchmarks.data;

import dev.braid.Fit;
import dev.braid.data.Feed;
import dev.braid.data.Intake;
import dev.braid.data.Minibatch;
import dev.braid.data.OutputSlot;
import dev.braid.data.Signature;
import dev.braid.data.TargetKind;
import java.util.List;

/** The data handling of {@code fit} for one input, without training. */
public final class DataHandling {
  private final Object x;
  private final int[] y;
  private final Fit options;
  private final Signature signature;
  private final float[] source;
  private final float[] copy;

  public DataHandling(InputForm form, int rows, int batch) {
    x = form.make(rows);
    y = new int[rows];
    options = Fit.forEpochs(1).batchSize(batch);
    OutputSlot label =
        OutputSlot.of("y", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 10);
    signature = new Signature("model", List.of(form.slot()), List.of(label), true);
    source = new float[Math.toIntExact(form.bytes(rows) / Float.BYTES)];
    for (int i = 0; i < source.length; i++) {
      source[i] = i;
    }
    copy = new float[source.length];
  }

  /** Runs all checks of the data. */
  public Intake.Training check() {
    return Intake.of(signature).fit(x, y, options);
  }

  /** Creates all batches of one epoch, shuffled, from checked data. */
  public double batches(Intake.Training data, int epoch) {
    double touched = 0;
    try (Feed.Pass pass = data.train().pass(epoch)) {
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
