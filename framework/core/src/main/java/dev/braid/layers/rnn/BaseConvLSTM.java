package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.Padding;
import dev.braid.config.Config;
import dev.braid.layers.SpatialAxes;

/**
 * Long short-term memory over sequences of lines, images or volumes.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseConvLSTM<L extends BaseConvLSTM<L>>
    extends KernelRecurrent<L, ConvLSTMCell> permits ConvLSTM1D, ConvLSTM2D, ConvLSTM3D {
  BaseConvLSTM(ConvLSTMCell cell) {
    super(cell);
  }

  /** Applies the configuration's recurrence options to a layer. */
  static <L extends BaseConvLSTM<L>> L read(L made, Config config) {
    return made.readRecurrence(config);
  }

  public final long filters() {
    return cell().filters();
  }

  /**
   * Sets the distance that the kernel moves over the input: one number for all axes or one for
   * each.
   */
  public final L strides(long... strides) {
    return withCell(cell -> cell.strides(strides));
  }

  /** Sets the padding of the input; the state always keeps its size. */
  public final L padding(Padding padding) {
    return withCell(cell -> cell.padding(padding));
  }

  /**
   * Sets the distance between the kernel's elements on the input: one number or one for each axis.
   */
  public final L dilation(long... dilation) {
    return withCell(cell -> cell.dilation(dilation));
  }

  /** Sets the activation of the gates. */
  public final L recurrentActivation(Activation other) {
    return withCell(cell -> cell.recurrentActivation(other));
  }

  /** Starts the forget gate's bias at one, so that the cell state is kept at first. */
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
