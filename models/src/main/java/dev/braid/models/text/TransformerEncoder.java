package dev.braid.models.text;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** A transformer encoder with self-attention (Vaswani et al., 2017). */
public final class TransformerEncoder {
  private TransformerEncoder() {}

  /** Builds a small model. */
  public static Model of(long length, long vocabulary, long classes) {
    return of(length, vocabulary, classes, 64, 4, 2);
  }

  /**
   * Builds the model from {@code text} to {@code label}; padding is masked.
   *
   * @param length the number of words in a text
   * @param vocabulary the number of different ids
   * @param width the size of word vectors, a multiple of the heads
   * @param heads the number of heads of each block
   * @param blocks the number of stacked blocks
   */
  public static Model of(
      long length, long vocabulary, long classes, long width, long heads, int blocks) {
    Tensor text = input("text", length);
    Tensor x = text.then(embedding(vocabulary, width).maskZero()).then(new PositionEmbedding());
    for (int block = 0; block < blocks; block++) {
      x = block(x, heads, 4 * width, 0.1);
    }
    Tensor label =
        x.then(globalAveragePooling1d())
            .then(dropout(0.1))
            .then(dense(classes, SOFTMAX).name("label"));
    return Model.inputs(text).outputs(label).name("transformer_encoder");
  }

  /**
   * Applies attention and a feed-forward network, each with a residual connection.
   *
   * @param x (steps, features)
   * @param hidden the hidden units of the feed-forward network
   * @param rate the rate of the dropout
   */
  public static Tensor block(Tensor x, long heads, long hidden, double rate) {
    long width = x.shape()[1];
    Tensor features = multiHeadAttention(heads, width / heads).dropout(rate).apply(x, x);
    x = add(x, features.then(dropout(rate))).then(layerNormalization().epsilon(1e-6));
    Tensor hiddenOut = x.then(dense(hidden, GELU)).then(dense(width)).then(dropout(rate));
    return add(x, hiddenOut).then(layerNormalization().epsilon(1e-6));
  }
}
