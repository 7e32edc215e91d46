package dev.braid.models.applications;

import static dev.braid.ops.Ops.flip;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;

/** What an architecture expects of its pixels: one of the three modes of Keras, or nothing. */
enum Preprocessing {
  /** Blue, green, red, each minus its mean in ImageNet. */
  CAFFE(new float[] {1, 1, 1}, new float[] {103.939f, 116.779f, 123.68f}, new float[] {1, 1, 1}),

  /** From -1 to 1. */
  TF(new float[] {127.5f, 127.5f, 127.5f}, new float[] {1, 1, 1}, new float[] {1, 1, 1}),

  /** From 0 to 1, then normalized with the mean and deviation of each channel in ImageNet. */
  TORCH(
      new float[] {255, 255, 255},
      new float[] {0.485f, 0.456f, 0.406f},
      new float[] {0.229f, 0.224f, 0.225f}),

  /** The model contains the layers that do it. */
  NONE(new float[] {1, 1, 1}, new float[] {0, 0, 0}, new float[] {1, 1, 1});

  private final float[] scale;
  private final float[] mean;
  private final float[] deviation;

  Preprocessing(float[] scale, float[] mean, float[] deviation) {
    this.scale = scale;
    this.mean = mean;
    this.deviation = deviation;
  }

  float[][][][] apply(float[][][][] images) {
    float[][][][] processed = new float[images.length][][][];
    for (int i = 0; i < images.length; i++) {
      processed[i] = apply(images[i]);
    }
    return processed;
  }

  float[][][] apply(float[][][] image) {
    float[][][] processed = new float[image.length][][];
    for (int row = 0; row < image.length; row++) {
      processed[row] = new float[image[row].length][];
      for (int column = 0; column < image[row].length; column++) {
        processed[row][column] = pixel(image[row][column]);
      }
    }
    return processed;
  }

  private float[] pixel(float[] given) {
    if (this == NONE) {
      return given.clone();
    }
    if (this != TF) {
      requireThreeChannels(given.length);
    }
    float[] pixel = new float[given.length];
    for (int i = 0; i < pixel.length; i++) {
      float value = this == CAFFE ? given[given.length - 1 - i] : given[i];
      int channel = Math.min(i, mean.length - 1);
      pixel[i] = (value / scale[channel] - mean[channel]) / deviation[channel];
    }
    return pixel;
  }

  Tensor apply(Tensor images) {
    if (this == NONE) {
      return images;
    }
    if (this == TF) {
      return images.dividedBy(127.5).minus(1);
    }
    long[] shape = images.shape();
    requireThreeChannels(shape[shape.length - 1]);
    Tensor ordered = this == CAFFE ? flip(images, -1) : images.dividedBy(255);
    Tensor centered = ordered.minus(mean.clone());
    return this == CAFFE ? centered : centered.dividedBy(deviation.clone());
  }

  private void requireThreeChannels(long channels) {
    if (channels != mean.length) {
      throw StructureException.of(
          "preprocessInput cannot begin",
          new Problem(
              "shape",
              "images",
              "3 channels, red, green and blue, on the last axis",
              "received " + channels,
              "Repeat the channel of gray images three times."));
    }
  }
}
