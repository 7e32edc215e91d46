package dev.braid.internal.saving.onnx;

import static dev.braid.internal.saving.onnx.LayerTranslations.row;
import static dev.braid.internal.saving.onnx.OnnxLayerCall.unmasked;

import dev.braid.layers.augmentation.BaseAugmentation;
import dev.braid.layers.augmentation.RandomCrop;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Map;

/**
 * Translations of layers that resize or crop images, and of augmentation, which is the identity at
 * inference.
 */
final class ImageTranslations {
  private static final OnnxImageResize BILINEAR = new OnnxImageResize("bilinear", false);

  private ImageTranslations() {}

  static void rows() {
    row(BaseAugmentation.class, (layer, call, in) -> List.of(unmasked(in.get(0).value())));
    row(Resizing.class, (layer, call, in) -> List.of(unmasked(resized(layer, in.get(0).value()))));
    row(
        CenterCrop.class,
        (layer, call, in) ->
            List.of(unmasked(centerCrop(in.get(0).value(), layer.height(), layer.width(), true))));
    row(
        RandomCrop.class,
        (layer, call, in) ->
            List.of(unmasked(centerCrop(in.get(0).value(), layer.height(), layer.width(), false))));
  }

  private static Value centerCrop(Value x, long height, long width, boolean atMost) {
    Value cropped = OnnxImageResize.centerCrop(x, height, width, atMost);
    return BILINEAR.of(cropped, Size.of(height), Size.of(width));
  }

  private static Value resized(Resizing layer, Value x) {
    Value from = x;
    if (layer.crops()) {
      from = OnnxImageResize.centerCrop(x, layer.height(), layer.width(), false);
    } else if (layer.pads()) {
      from = padded(layer, x);
    }
    return new OnnxImageResize(layer.interpolation(), layer.antialias())
        .of(from, Size.of(layer.height()), Size.of(layer.width()));
  }

  /** Pads both sides equally, by whole pixels, along at most one axis. */
  private static Value padded(Resizing layer, Value x) {
    Size height = x.sizeOf(1);
    Size width = x.sizeOf(2);
    Size paddedHeight = width.times(layer.height()).over(layer.width());
    Size paddedWidth = height.times(layer.width()).over(layer.height());
    Size down = paddedHeight.atLeast(height).minus(height).over(2);
    Size across = paddedWidth.atLeast(width).minus(width).over(2);
    Size none = Size.of(0);
    List<Size> edges = List.of(none, down, across, none, none, down, across, none);
    long[] shape = x.shape();
    shape[1] = height.plus(down.times(2)).known();
    shape[2] = width.plus(across.times(2)).known();
    OnnxValue from = OnnxValue.of(x);
    return from.to(
        "Pad",
        Map.of(),
        shape,
        OnnxShapes.exactly(from, edges),
        from.graph().number(layer.fillValue()));
  }
}
