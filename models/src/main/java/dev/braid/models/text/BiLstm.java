package dev.braid.models.text;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Reads a text from both ends; the texts may differ in length. */
public final class BiLstm {
  private BiLstm() {}

  /** The usual sizes. */
  public static Model of(long vocabulary, long classes) {
    return of(vocabulary, classes, 64, 64);
  }

  /**
   * From {@code text} to {@code label}.
   *
   * @param vocabulary how many different ids there are
   * @param width numbers that stand for a word
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
