package dev.braid;

import dev.braid.layers.augmentation.RandomBrightness;
import dev.braid.layers.augmentation.RandomContrast;
import dev.braid.layers.augmentation.RandomCrop;
import dev.braid.layers.augmentation.RandomFlip;
import dev.braid.layers.augmentation.RandomRotation;
import dev.braid.layers.augmentation.RandomTranslation;
import dev.braid.layers.augmentation.RandomZoom;
import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.preprocessing.Discretization;
import dev.braid.layers.preprocessing.IntegerLookup;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.layers.preprocessing.Rescaling;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.layers.preprocessing.StringLookup;
import dev.braid.layers.preprocessing.TextVectorization;

/** The words for what brings raw data into the form that models like. */
abstract class PreprocessingWords extends SpatialWords {
  PreprocessingWords() {}

  // ---- layers of the graph

  /** Times a scale: {@code rescaling(1 / 255.0)} brings bytes into [0, 1]. */
  public static Rescaling rescaling(double scale) {
    return new Rescaling(scale);
  }

  /** Times a scale, plus an offset: {@code rescaling(1 / 127.5, -1)} brings bytes into [-1, 1]. */
  public static Rescaling rescaling(double scale, double offset) {
    return new Rescaling(scale).offset(offset);
  }

  /** Times a scale for each feature. */
  public static Rescaling rescaling(double[] scales) {
    return new Rescaling(scales);
  }

  /** Brings each feature to mean 0 and variance 1: {@code normalization().adapt(data)}. */
  public static Normalization normalization() {
    return new Normalization();
  }

  /** Takes off a known mean and divides by the root of a known variance. */
  public static Normalization normalization(double mean, double variance) {
    return new Normalization(mean, variance);
  }

  /** A mean and a variance for each feature. */
  public static Normalization normalization(double[] mean, double[] variance) {
    return new Normalization(mean, variance);
  }

  /** Writes ids as rows of 0 and 1: {@code categoryEncoding(10).oneHot()}. */
  public static CategoryEncoding categoryEncoding(int numTokens) {
    return new CategoryEncoding(numTokens);
  }

  /** Tells between which of these boundaries each number lies. */
  public static Discretization discretization(double... binBoundaries) {
    return Discretization.at(binBoundaries);
  }

  /** The same with so many ranges, whose boundaries {@code adapt(data)} finds. */
  public static Discretization discretizationInto(int numBins) {
    return Discretization.into(numBins);
  }

  /** Brings pictures to a size. */
  public static Resizing resizing(long height, long width) {
    return new Resizing(height, width);
  }

  /** Cuts the middle out of pictures. */
  public static CenterCrop centerCrop(long height, long width) {
    return new CenterCrop(height, width);
  }

  // ---- pictures changed by chance while training

  /** Mirrors every other picture: {@code randomFlip().mode("horizontal")}. */
  public static RandomFlip randomFlip() {
    return new RandomFlip();
  }

  /** Turns pictures by up to this share of a full turn, or between two shares. */
  public static RandomRotation randomRotation(double... factor) {
    return new RandomRotation(factor);
  }

  /** Zooms by up to this fraction and keeps the proportions. */
  public static RandomZoom randomZoom(double factor) {
    return new RandomZoom(factor);
  }

  /** Zooms each axis on its own, by up to these fractions of the height and the width. */
  public static RandomZoom randomZoom(double heightFactor, double widthFactor) {
    return new RandomZoom(new double[] {heightFactor}, new double[] {widthFactor});
  }

  /** Zooms between two fractions; positive ones show more of the image, negative ones less. */
  public static RandomZoom randomZoom(double[] factor) {
    return new RandomZoom(factor);
  }

  /** Zooms each axis on its own, between two fractions. */
  public static RandomZoom randomZoom(double[] heightFactor, double[] widthFactor) {
    return new RandomZoom(heightFactor, widthFactor);
  }

  /** Shifts pictures by up to these shares of their height and width. */
  public static RandomTranslation randomTranslation(double heightFactor, double widthFactor) {
    return new RandomTranslation(heightFactor, widthFactor);
  }

  /** Shifts pictures between two shares of each axis. */
  public static RandomTranslation randomTranslation(double[] heightFactor, double[] widthFactor) {
    return new RandomTranslation(heightFactor, widthFactor);
  }

  /** Cuts a piece of this size out of pictures. */
  public static RandomCrop randomCrop(long height, long width) {
    return new RandomCrop(height, width);
  }

  /** Makes pictures brighter or darker by up to this share of the values' range. */
  public static RandomBrightness randomBrightness(double... factor) {
    return new RandomBrightness(factor);
  }

  /** Changes the contrast of pictures. */
  public static RandomContrast randomContrast(double... factor) {
    return new RandomContrast(factor);
  }

  // ---- before a graph

  /** Turns texts into numbers before a graph sees them. */
  public static TextVectorization textVectorization() {
    return new TextVectorization();
  }

  /** Gives texts ids before a graph sees them: {@code stringLookup().adapt(words)}. */
  public static StringLookup stringLookup() {
    return new StringLookup();
  }

  /** Gives whole numbers ids before a graph sees them. */
  public static IntegerLookup integerLookup() {
    return new IntegerLookup();
  }
}
