package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.convolutional. */
final class ConvolutionCases {
  private ConvolutionCases() {}

  private static final long[] LINE = shape(5, 2);
  private static final long[] IMAGE = shape(4, 3, 2);
  private static final long[] VOLUME = shape(3, 2, 3, 2);

  static List<LayerCase> rows() {
    return List.of(
        row("conv1d", () -> conv1d(3, 2), LINE).withMask(),
        row("conv1d causal dilated", () -> conv1d(2, 2, TANH).dilation(2).padding(CAUSAL), LINE),
        row("conv1d same strided", () -> conv1d(2, 3).strides(2).padding(SAME), LINE),
        row("conv2d", () -> conv2d(2, 2), IMAGE),
        row("conv2d relu without bias", () -> conv2d(3, 1, 2, RELU).useBias(false), IMAGE),
        row("conv2d same strided", () -> conv2d(2, 3, 2).strides(2).padding(SAME), IMAGE),
        row("conv1d same leaping", () -> conv1d(2, 1).strides(3).padding(SAME), LINE),
        row("conv2d same leaping", () -> conv2d(2, 1, 2).strides(4, 3).padding(SAME), IMAGE),
        row("conv2d dilated", () -> conv2d(2, 2).dilation(2), IMAGE),
        row("conv2d same dilated", () -> conv2d(2, 2).dilation(2).padding(SAME), IMAGE),
        row("conv2d groups", () -> conv2d(4, 2).groups(2), IMAGE),
        row("conv3d", () -> conv3d(2, 2), VOLUME),
        row("conv3d same strided", () -> conv3d(2, 2).strides(2, 1, 2).padding(SAME), VOLUME),
        row("conv3d same leaping", () -> conv3d(2, 1).strides(3, 1, 4).padding(SAME), VOLUME),
        row("conv3d dilated groups", () -> conv3d(2, 1, 2, 2).dilation(1, 1, 2).groups(2), VOLUME),
        row("conv1dTranspose", () -> conv1dTranspose(2, 3).strides(2), LINE),
        row("conv2dTranspose", () -> conv2dTranspose(2, 2, TANH), IMAGE),
        row(
            "conv2dTranspose same strided",
            () -> conv2dTranspose(2, 3).strides(2).padding(SAME),
            IMAGE),
        row(
            "conv2dTranspose output padding",
            () -> conv2dTranspose(2, 2).strides(2).outputPadding(1).useBias(false),
            IMAGE),
        row("conv2dTranspose dilated", () -> conv2dTranspose(2, 2).dilation(2), IMAGE),
        row("conv3dTranspose", () -> conv3dTranspose(1, 2).padding(SAME), VOLUME),
        row("depthwiseConv1d", () -> depthwiseConv1d(3).depthMultiplier(2), LINE),
        row("depthwiseConv2d", () -> depthwiseConv2d(2).depthMultiplier(2), IMAGE),
        row(
            "depthwiseConv2d same strided",
            () -> depthwiseConv2d(3, SIGMOID).strides(2).padding(SAME),
            IMAGE),
        row(
            "depthwiseConv2d same leaping",
            () -> depthwiseConv2d(1).strides(4).padding(SAME),
            IMAGE),
        row("depthwiseConv2d dilated", () -> depthwiseConv2d(2).dilation(2).useBias(false), IMAGE),
        row("separableConv1d", () -> separableConv1d(3, 2).padding(SAME), LINE),
        row("separableConv2d", () -> separableConv2d(3, 2, TANH).depthMultiplier(2), IMAGE));
  }
}
