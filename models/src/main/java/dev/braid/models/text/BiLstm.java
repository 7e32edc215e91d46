package dev.braid.models.text;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** A bidirectional LSTM over texts, which may differ in length. */
public final class BiLstm {
  private BiLstm() {}

  /** Builds the model with default sizes. */
  public static Model of(long vocabulary, long classes) {
    return of(vocabulary, classes, 64, 64);
  }

  /**
   * Builds the model from {@code text} to {@code label}.
   *
   * @param vocabulary the number of different ids
   * @param width the size of word vectors
   * @param units of the LSTM in each direction
   */
  public static Model of(long vocabulary, long classes, long width, long units) {
    Tensor text = input("text", ANY);
    Tensor label =
        text.then(embedding(vocabulary, width).maskZero())
            .then(bidirectional(lstm(units)))
            .then(dropout(0.5))
            .then(dense(classes, SOFTMAX).name("label"));
    return Model.inputs(text).outputs(label).name("bi_lstm");
  }
}
