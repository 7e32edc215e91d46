package dev.braid;

import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.preprocessing.Discretization;
import dev.braid.layers.preprocessing.IntegerLookup;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.layers.preprocessing.Rescaling;
import dev.braid.layers.preprocessing.StringLookup;
import dev.braid.layers.preprocessing.TextVectorization;

/** The words for what brings raw data into the form that models like. */
abstract class PreprocessingWords extends SpatialWords {
  PreprocessingWords() {}

  // ---- layers of the graph

  /** Times a scale: {@code rescaling(1 / 127.5).offset(-1)} brings bytes into [-1, 1]. */
  public static Rescaling rescaling(double... scale) {
    return new Rescaling(scale);
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

  /** Tells between which of these boundaries each number lies. */
  public static Discretization discretization(double... binBoundaries) {
    return Discretization.at(binBoundaries);
  }

  /** The same with so many ranges, whose boundaries {@code adapt(data)} finds. */
  public static Discretization discretizationInto(int numBins) {
    return Discretization.into(numBins);
  }
}
