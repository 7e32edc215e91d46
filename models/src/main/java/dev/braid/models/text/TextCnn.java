package dev.braid.models.text;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Looks for phrases of three, four and five words, wherever they stand (Kim, 2014). */
public final class TextCnn {
  private TextCnn() {}

  /** The paper's sizes. */
  public static Model of(long length, long vocabulary, long classes) {
    return of(length, vocabulary, classes, 128, 100);
  }

  /**
   * From {@code text} to {@code label}.
   *
   * @param length words in a text, at least 5
   * @param vocabulary how many different ids there are
   * @param width numbers that stand for a word
   * @param filters phrases of each length to look for
   */
  public static Model of(long length, long vocabulary, long classes, long width, long filters) {
    Tensor text = input("text", length);
    Tensor words = text.then(embedding(vocabulary, width));
    Tensor found =
        concatenate(
            words.then(conv1d(filters, 3, RELU)).then(globalMaxPooling1d()),
            words.then(conv1d(filters, 4, RELU)).then(globalMaxPooling1d()),
            words.then(conv1d(filters, 5, RELU)).then(globalMaxPooling1d()));
    Tensor label = found.then(dropout(0.5)).then(dense(classes, SOFTMAX).name("label"));
    return Model.inputs(text).outputs(label).name("text_cnn");
  }
}
