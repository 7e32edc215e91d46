package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.Padding;
import dev.braid.config.Config;
import dev.braid.layers.SpatialAxes;

/**
 * Long short-term memory over sequences of lines, pictures or volumes.
 *
 * @param <L> the layer's own class
 */
public abstract class BaseConvLSTM<L extends BaseConvLSTM<L>>
    extends KernelRecurrent<L, ConvLSTMCell> {
  BaseConvLSTM(ConvLSTMCell cell) {
    super(cell);
  }

  /** A layer with what the configuration says of its walk through time. */
  static <L extends BaseConvLSTM<L>> L read(L made, Config config) {
    return made.readRecurrence(config);
  }

  public final long filters() {
    return cell().filters();
  }

  /** How far the kernel moves over the input: one number for all axes or one for each. */
  public final L strides(long... strides) {
    return withCell(cell -> cell.strides(strides));
  }

  /** What happens at the edges of the input; those of the state are always kept. */
  public final L padding(Padding padding) {
    return withCell(cell -> cell.padding(padding));
  }

  /** How far apart the kernel's elements are on the input: one number or one for each axis. */
  public final L dilation(long... dilation) {
    return withCell(cell -> cell.dilation(dilation));
  }

  /** What is done to the gates. */
  public final L recurrentActivation(Activation other) {
    return withCell(cell -> cell.recurrentActivation(other));
  }

  /** Starts the forget gate's bias at one, so that the carry is kept at first. */
  public final L unitForgetBias(boolean on) {
    return withCell(cell -> cell.unitForgetBias(on));
  }

  @Override
  final int rank() {
    return cell().rank() + 2;
  }

  @Override
  final String axes() {
    return SpatialAxes.meaning(cell().rank()).replace("(?", "(samples, steps");
  }
}
