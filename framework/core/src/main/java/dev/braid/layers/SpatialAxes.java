package dev.braid.layers;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import java.util.Arrays;

/** Names, checks and fixes for the axes of layers over steps, images and volumes. */
public final class SpatialAxes {
  private static final String[] NAMES = {
    "(?, steps, channels)", "(?, height, width, channels)", "(?, depth, height, width, channels)"
  };

  private SpatialAxes() {}

  /** The axes of an input with a given number of spatial axes. */
  public static String meaning(int rank) {
    return NAMES[rank - 1];
  }

  /** The name of a spatial axis, such as {@code height}. */
  public static String name(int rank, int axis) {
    return NAMES[rank - 1].split("[(), ]+")[axis + 2];
  }

  /** Suggests a fix for an input, or gives an empty text. */
  static String advice(Spec input, int rank) {
    long[] shape = input.shape();
    if (shape.length == rank) {
      return rank == 1
          ? "Add a feature axis by an embedding or by reshape(steps, 1)."
          : "Add a channel axis: put reshape"
              + meaning(rank).replace("?, ", "").replace("channels", "1")
              + " before it.";
    }
    if (shape.length == rank + 2 && input.last() <= 4) {
      return "Give the input's shape without the batch axis.";
    }
    return shape.length == rank + 1 ? channelsFirst(shape) : "";
  }

  private static String channelsFirst(long[] shape) {
    long first = shape[0];
    boolean few = first == 1 || first == 3 || first == 4;
    if (!few || shape[shape.length - 1] <= first) {
      return "";
    }
    long[] channelsLast = Arrays.copyOfRange(shape, 1, shape.length + 1);
    channelsLast[channelsLast.length - 1] = first;
    return "The channels seem to come first; put them last: " + Spec.text(channelsLast) + ".";
  }

  /** Rejects configurations of layers whose channels come first. */
  public static void requireChannelsLast(String className, Config config) {
    String format = config.text("data_format", "channels_last");
    if (!format.equals("channels_last")) {
      throw StructureException.of(
          "\"" + config.text("name", className) + "\" (" + className + ") cannot be read",
          new Problem(
              "layer-option",
              "data_format",
              "\"channels_last\"",
              "received \"" + format + "\"",
              "Build the model with channels last in Python and save it again."));
    }
  }

  /** One number for each axis, given one for each or one for all. */
  public static long[] each(int rank, long... given) {
    if (given.length == 1 && rank > 1) {
      long[] all = new long[rank];
      Arrays.fill(all, given[0]);
      return all;
    }
    return given.clone();
  }
}
