package dev.braid.models.text;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/**
 * A convolutional network that detects phrases of three, four and five words at any position (Kim,
 * 2014).
 */
public final class TextCnn {
  private TextCnn() {}

  /** Builds the model with the sizes of the paper. */
  public static Model of(long length, long vocabulary, long classes) {
    return of(length, vocabulary, classes, 128, 100);
  }

  /**
   * Builds the model from {@code text} to {@code label}.
   *
   * @param length the number of words in a text, at least 5
   * @param vocabulary the number of different ids
   * @param width the size of word vectors
   * @param filters the number of filters for each length
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
