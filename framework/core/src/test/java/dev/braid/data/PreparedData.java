package dev.braid.data;

import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.data.signature.ModelSignature;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.data.feeds.DataArguments;
import dev.braid.internal.data.feeds.DataPreparation;
import org.nd4j.linalg.api.buffer.DataType;

/** Prepares data for a signature as the calls of a model do for theirs. */
public final class PreparedData {
  private final DataPreparation preparation;

  private PreparedData(DataPreparation preparation) {
    this.preparation = preparation;
  }

  public static PreparedData of(ModelSignature model) {
    return new PreparedData(DataPreparation.of(model));
  }

  public static PreparedData of(ModelSignature model, DataType type) {
    return new PreparedData(DataPreparation.of(model, type));
  }

  public TrainingData<Minibatch> fit(Object x, Object y, Fit fit) {
    return preparation.fit(DataArguments.of(x, y, fit.sampleWeight()), fit);
  }

  public TrainingData<Minibatch> fit(Object data, Fit fit) {
    return preparation.fit(DataArguments.together(data, fit.sampleWeight()), fit);
  }

  public DataLoader<Minibatch> evaluate(Object x, Object y, Eval eval) {
    return preparation.evaluate(DataArguments.of(x, y, eval.sampleWeight()), eval);
  }

  public DataLoader<Minibatch> evaluate(Object data, Eval eval) {
    return preparation.evaluate(DataArguments.together(data, eval.sampleWeight()), eval);
  }

  public DataLoader<Minibatch> predict(Object x, Eval eval) {
    return preparation.predict(x, eval);
  }

  public Minibatch trainOnBatch(Object x, Object y, Object weights) {
    return preparation.trainOnBatch(DataArguments.ofArrays(x, y, weights));
  }

  public Minibatch testOnBatch(Object x, Object y, Object weights) {
    return preparation.testOnBatch(DataArguments.ofArrays(x, y, weights));
  }

  public Minibatch predictOnBatch(Object x) {
    return preparation.predictOnBatch(x);
  }
}
