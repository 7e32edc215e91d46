package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.augmentation.Augmentation;
import dev.braid.layers.augmentation.RandomCrop;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.preprocessing.Resizing;
import java.util.List;
import java.util.Map;

/** Layers that bring pictures to a size, and those that change them while training alone. */
final class PictureTranslations {
  private static final Resized BILINEAR = new Resized("bilinear", false);

  private PictureTranslations() {}

  static void rows() {
    row(Augmentation.class, (layer, scope, in) -> List.of(new Flow(in.get(0).value())));
    row(Resizing.class, (layer, scope, in) -> List.of(new Flow(resized(layer, in.get(0).value()))));
    row(
        CenterCrop.class,
        (layer, scope, in) ->
            List.of(new Flow(middle(in.get(0).value(), layer.height(), layer.width(), true))));
    row(
        RandomCrop.class,
        (layer, scope, in) ->
            List.of(new Flow(middle(in.get(0).value(), layer.height(), layer.width(), false))));
  }

  private static Wire middle(Wire x, long height, long width, boolean atMost) {
    Wire piece = Resized.middle(x, height, width, atMost);
    return BILINEAR.of(piece, Size.of(height), Size.of(width));
  }

  private static Wire resized(Resizing layer, Wire x) {
    Wire from = x;
    if (layer.crops()) {
      from = Resized.middle(x, layer.height(), layer.width(), false);
    } else if (layer.pads()) {
      from = padded(layer, x);
    }
    return new Resized(layer.interpolation(), layer.antialias())
        .of(from, Size.of(layer.height()), Size.of(layer.width()));
  }

  /** The same edge on both sides, of whole pixels; at most one axis is short. */
  private static Wire padded(Resizing layer, Wire x) {
    Size high = x.size(1);
    Size wide = x.size(2);
    Size wantedHigh = wide.times(layer.height()).over(layer.width());
    Size wantedWide = high.times(layer.width()).over(layer.height());
    Size down = wantedHigh.atLeast(high).minus(high).over(2);
    Size across = wantedWide.atLeast(wide).minus(wide).over(2);
    Size none = Size.of(0);
    List<Size> edges = List.of(none, down, across, none, none, down, across, none);
    long[] shape = x.shape();
    shape[1] = high.plus(down.times(2)).known();
    shape[2] = wide.plus(across.times(2)).known();
    return x.to(
        "Pad", Map.of(), shape, x.graph().exactly(edges), x.graph().scalar(layer.fillValue()));
  }
}
