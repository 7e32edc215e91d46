package dev.braid.models.multimodal;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** A picture, a text and some numbers in; a class and an amount out. */
public final class ImageTextNumbers {
  private ImageTextNumbers() {}

  /**
   * From {@code image}, {@code text} and {@code numbers} to {@code label} and {@code amount}.
   *
   * @param side height and width of the pictures, which have three channels
   * @param vocabulary how many different word ids there are; 0 is padding
   * @param numbers in a row
   * @param classes of the label
   */
  public static Model of(long side, long vocabulary, long numbers, long classes) {
    Tensor image = input("image", side, side, 3);
    Tensor text = input("text", ANY);
    Tensor values = input("numbers", numbers);
    Tensor picture =
        image
            .then(conv2d(16, 3, RELU).padding(SAME))
            .then(maxPooling2d(2))
            .then(conv2d(32, 3, RELU).padding(SAME))
            .then(globalAveragePooling2d())
            .then(dense(32, RELU));
    Tensor words = text.then(embedding(vocabulary, 32).maskZero()).then(lstm(32));
    Tensor row = values.then(dense(32, RELU));
    Tensor both = concatenate(picture, words, row).then(dense(64, RELU)).then(dropout(0.2));
    return Model.inputs(image, text, values)
        .outputs(
            both.then(dense(classes, SOFTMAX).name("label")), both.then(dense(1).name("amount")))
        .name("image_text_numbers");
  }
}
