package dev.braid.models.text;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Every word looks at every other (Vaswani et al., 2017). */
public final class TransformerEncoder {
  private TransformerEncoder() {}

  /** A small one. */
  public static Model of(long length, long vocabulary, long classes) {
    return of(length, vocabulary, classes, 64, 4, 2);
  }

  /**
   * From {@code text} to {@code label}; padding is not looked at.
   *
   * @param length words in a text
   * @param vocabulary how many different ids there are
   * @param width numbers that stand for a word, a multiple of the heads
   * @param heads how many views each block has
   * @param blocks one on the other
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
   * Attention and a network for each step, each of them added to what it was given.
   *
   * @param x (steps, features)
   * @param hidden units of the network
   * @param rate of the dropout
   */
  public static Tensor block(Tensor x, long heads, long hidden, double rate) {
    long width = x.shape()[1];
    Tensor seen = multiHeadAttention(heads, width / heads).dropout(rate).apply(x, x);
    x = add(x, seen.then(dropout(rate))).then(layerNormalization().epsilon(1e-6));
    Tensor thought = x.then(dense(hidden, GELU)).then(dense(width)).then(dropout(rate));
    return add(x, thought).then(layerNormalization().epsilon(1e-6));
  }
}
