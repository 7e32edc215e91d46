package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.augmentation.BaseAugmentation;
import dev.braid.layers.augmentation.RandomCrop;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Map;

/** Layers that bring pictures to a size, and those that change them while training alone. */
final class PictureTranslations {
  private static final Resized BILINEAR = new Resized("bilinear", false);

  private PictureTranslations() {}

  static void rows() {
    row(BaseAugmentation.class, (layer, call, in) -> List.of(unmasked(in.get(0).value())));
    row(Resizing.class, (layer, call, in) -> List.of(unmasked(resized(layer, in.get(0).value()))));
    row(
        CenterCrop.class,
        (layer, call, in) ->
            List.of(unmasked(middle(in.get(0).value(), layer.height(), layer.width(), true))));
    row(
        RandomCrop.class,
        (layer, call, in) ->
            List.of(unmasked(middle(in.get(0).value(), layer.height(), layer.width(), false))));
  }

  private static Value middle(Value x, long height, long width, boolean atMost) {
    Value piece = Resized.middle(x, height, width, atMost);
    return BILINEAR.of(piece, Size.of(height), Size.of(width));
  }

  private static Value resized(Resizing layer, Value x) {
    Value from = x;
    if (layer.crops()) {
      from = Resized.middle(x, layer.height(), layer.width(), false);
    } else if (layer.pads()) {
      from = padded(layer, x);
    }
    return new Resized(layer.interpolation(), layer.antialias())
        .of(from, Size.of(layer.height()), Size.of(layer.width()));
  }

  /** The same edge on both sides, of whole pixels; at most one axis is short. */
  private static Value padded(Resizing layer, Value x) {
    Size high = x.sizeOf(1);
    Size wide = x.sizeOf(2);
    Size wantedHigh = wide.times(layer.height()).over(layer.width());
    Size wantedWide = high.times(layer.width()).over(layer.height());
    Size down = wantedHigh.atLeast(high).minus(high).over(2);
    Size across = wantedWide.atLeast(wide).minus(wide).over(2);
    Size none = Size.of(0);
    List<Size> edges = List.of(none, down, across, none, none, down, across, none);
    long[] shape = x.shape();
    shape[1] = high.plus(down.times(2)).known();
    shape[2] = wide.plus(across.times(2)).known();
    OnnxValue from = OnnxValue.of(x);
    return from.to(
        "Pad",
        Map.of(),
        shape,
        OnnxShapes.exactly(from, edges),
        from.graph().number(layer.fillValue()));
  }
}
