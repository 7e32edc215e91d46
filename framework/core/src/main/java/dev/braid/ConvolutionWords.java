package dev.braid;

import dev.braid.layers.convolutional.Conv1D;
import dev.braid.layers.convolutional.Conv1DTranspose;
import dev.braid.layers.convolutional.Conv2D;
import dev.braid.layers.convolutional.Conv2DTranspose;
import dev.braid.layers.convolutional.Conv3D;
import dev.braid.layers.convolutional.Conv3DTranspose;
import dev.braid.layers.convolutional.DepthwiseConv1D;
import dev.braid.layers.convolutional.DepthwiseConv2D;
import dev.braid.layers.convolutional.SeparableConv1D;
import dev.braid.layers.convolutional.SeparableConv2D;
import dev.braid.layers.rnn.ConvLSTM1D;
import dev.braid.layers.rnn.ConvLSTM2D;
import dev.braid.layers.rnn.ConvLSTM3D;
import java.util.Arrays;

/** The words of convolutions, which {@link Braid} offers. */
abstract class ConvolutionWords extends TrainingWords {
  public static final Padding VALID = Padding.VALID;
  public static final Padding SAME = Padding.SAME;
  public static final Padding CAUSAL = Padding.CAUSAL;

  ConvolutionWords() {}

  // ---- convolutions: the kernel has one size for all axes or one for each

  public static Conv1D conv1d(long filters, long kernel) {
    return new Conv1D(filters, kernel);
  }

  public static Conv1D conv1d(long filters, long kernel, Activation activation) {
    return new Conv1D(filters, kernel).activation(activation);
  }

  public static Conv1DTranspose conv1dTranspose(long filters, long kernel) {
    return new Conv1DTranspose(filters, kernel);
  }

  public static Conv1DTranspose conv1dTranspose(long filters, long kernel, Activation activation) {
    return new Conv1DTranspose(filters, kernel).activation(activation);
  }

  public static SeparableConv1D separableConv1d(long filters, long kernel) {
    return new SeparableConv1D(filters, kernel);
  }

  public static SeparableConv1D separableConv1d(long filters, long kernel, Activation activation) {
    return new SeparableConv1D(filters, kernel).activation(activation);
  }

  /** Each channel by itself. */
  public static DepthwiseConv1D depthwiseConv1d(long kernel) {
    return new DepthwiseConv1D(kernel);
  }

  public static DepthwiseConv1D depthwiseConv1d(long kernel, Activation activation) {
    return new DepthwiseConv1D(kernel).activation(activation);
  }

  public static Conv2D conv2d(long filters, long kernel) {
    return new Conv2D(filters, kernel);
  }

  public static Conv2D conv2d(long filters, long kernel, Activation activation) {
    return new Conv2D(filters, kernel).activation(activation);
  }

  public static Conv2D conv2d(long filters, long height, long width) {
    return new Conv2D(filters, height, width);
  }

  public static Conv2D conv2d(long filters, long height, long width, Activation activation) {
    return new Conv2D(filters, height, width).activation(activation);
  }

  public static Conv2D conv2d(long filters, int[] kernel) {
    return new Conv2D(filters, longs(kernel));
  }

  public static Conv2D conv2d(long filters, int[] kernel, Activation activation) {
    return new Conv2D(filters, longs(kernel)).activation(activation);
  }

  public static Conv2DTranspose conv2dTranspose(long filters, long kernel) {
    return new Conv2DTranspose(filters, kernel);
  }

  public static Conv2DTranspose conv2dTranspose(long filters, long kernel, Activation activation) {
    return new Conv2DTranspose(filters, kernel).activation(activation);
  }

  public static Conv2DTranspose conv2dTranspose(long filters, long height, long width) {
    return new Conv2DTranspose(filters, height, width);
  }

  public static Conv2DTranspose conv2dTranspose(
      long filters, long height, long width, Activation activation) {
    return new Conv2DTranspose(filters, height, width).activation(activation);
  }

  public static Conv2DTranspose conv2dTranspose(long filters, int[] kernel) {
    return new Conv2DTranspose(filters, longs(kernel));
  }

  public static Conv2DTranspose conv2dTranspose(long filters, int[] kernel, Activation activation) {
    return new Conv2DTranspose(filters, longs(kernel)).activation(activation);
  }

  public static SeparableConv2D separableConv2d(long filters, long kernel) {
    return new SeparableConv2D(filters, kernel);
  }

  public static SeparableConv2D separableConv2d(long filters, long kernel, Activation activation) {
    return new SeparableConv2D(filters, kernel).activation(activation);
  }

  public static SeparableConv2D separableConv2d(long filters, long height, long width) {
    return new SeparableConv2D(filters, height, width);
  }

  public static SeparableConv2D separableConv2d(
      long filters, long height, long width, Activation activation) {
    return new SeparableConv2D(filters, height, width).activation(activation);
  }

  public static SeparableConv2D separableConv2d(long filters, int[] kernel) {
    return new SeparableConv2D(filters, longs(kernel));
  }

  public static SeparableConv2D separableConv2d(long filters, int[] kernel, Activation activation) {
    return new SeparableConv2D(filters, longs(kernel)).activation(activation);
  }

  /** Each channel by itself. */
  public static DepthwiseConv2D depthwiseConv2d(long kernel) {
    return new DepthwiseConv2D(kernel);
  }

  public static DepthwiseConv2D depthwiseConv2d(long kernel, Activation activation) {
    return new DepthwiseConv2D(kernel).activation(activation);
  }

  public static DepthwiseConv2D depthwiseConv2d(long height, long width) {
    return new DepthwiseConv2D(height, width);
  }

  public static Conv3D conv3d(long filters, long kernel) {
    return new Conv3D(filters, kernel);
  }

  public static Conv3D conv3d(long filters, long kernel, Activation activation) {
    return new Conv3D(filters, kernel).activation(activation);
  }

  public static Conv3D conv3d(long filters, long depth, long height, long width) {
    return new Conv3D(filters, depth, height, width);
  }

  public static Conv3D conv3d(
      long filters, long depth, long height, long width, Activation activation) {
    return new Conv3D(filters, depth, height, width).activation(activation);
  }

  public static Conv3D conv3d(long filters, int[] kernel) {
    return new Conv3D(filters, longs(kernel));
  }

  public static Conv3D conv3d(long filters, int[] kernel, Activation activation) {
    return new Conv3D(filters, longs(kernel)).activation(activation);
  }

  public static Conv3DTranspose conv3dTranspose(long filters, long kernel) {
    return new Conv3DTranspose(filters, kernel);
  }

  public static Conv3DTranspose conv3dTranspose(long filters, long kernel, Activation activation) {
    return new Conv3DTranspose(filters, kernel).activation(activation);
  }

  public static Conv3DTranspose conv3dTranspose(long filters, long depth, long height, long width) {
    return new Conv3DTranspose(filters, depth, height, width);
  }

  public static Conv3DTranspose conv3dTranspose(
      long filters, long depth, long height, long width, Activation activation) {
    return new Conv3DTranspose(filters, depth, height, width).activation(activation);
  }

  public static Conv3DTranspose conv3dTranspose(long filters, int[] kernel) {
    return new Conv3DTranspose(filters, longs(kernel));
  }

  public static Conv3DTranspose conv3dTranspose(long filters, int[] kernel, Activation activation) {
    return new Conv3DTranspose(filters, longs(kernel)).activation(activation);
  }

  // ---- recurrent convolutions over (samples, steps, space…, channels)

  public static ConvLSTM1D convLstm1d(long filters, long kernel) {
    return new ConvLSTM1D(filters, kernel);
  }

  public static ConvLSTM2D convLstm2d(long filters, long kernel) {
    return new ConvLSTM2D(filters, kernel);
  }

  public static ConvLSTM2D convLstm2d(long filters, long height, long width) {
    return new ConvLSTM2D(filters, height, width);
  }

  public static ConvLSTM2D convLstm2d(long filters, int[] kernel) {
    return new ConvLSTM2D(filters, longs(kernel));
  }

  public static ConvLSTM3D convLstm3d(long filters, long kernel) {
    return new ConvLSTM3D(filters, kernel);
  }

  public static ConvLSTM3D convLstm3d(long filters, long depth, long height, long width) {
    return new ConvLSTM3D(filters, depth, height, width);
  }

  public static ConvLSTM3D convLstm3d(long filters, int[] kernel) {
    return new ConvLSTM3D(filters, longs(kernel));
  }

  private static long[] longs(int... numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }
}
