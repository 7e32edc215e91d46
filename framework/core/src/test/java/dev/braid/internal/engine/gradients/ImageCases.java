package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import dev.braid.Layer;
import java.util.List;

/** Rows for images in another size, and for dev.braid.layers.augmentation. */
final class ImageCases {
  private ImageCases() {}

  private static final long[] IMAGE = shape(4, 3, 2);

  static List<LayerCase> rows() {
    return List.of(
        row("resizing", () -> resizing(2, 5), IMAGE),
        row("resizing bicubic", () -> resizing(3, 4).interpolation("bicubic"), IMAGE),
        row("resizing nearest, cropped", () -> nearest(), IMAGE),
        row("resizing lanczos3, padded", () -> lanczos(), IMAGE),
        row("resizing bilinear, padded above", () -> resizing(5, 2).padToAspectRatio(), IMAGE),
        row("resizing lanczos5, antialias", () -> lanczosOfAll(), shape(5, 3, 1)),
        row("center crop", () -> centerCrop(2, 2), IMAGE),
        row("center crop of small images", () -> centerCrop(5, 2), IMAGE),
        row("center crop of narrow images", () -> centerCrop(2, 4), IMAGE),
        row("random flip", () -> randomFlip(), IMAGE),
        row("random rotation", () -> randomRotation(0.3), IMAGE),
        row("random zoom", () -> randomZoom(0.5).fillMode("constant").fillValue(0.3), IMAGE),
        row(
            "random translation",
            () -> randomTranslation(0.4, 0.6).interpolation("nearest").fillMode("wrap"),
            IMAGE),
        row("random crop", () -> randomCrop(2, 2), IMAGE),
        row("random brightness", () -> randomBrightness(0.3).valueRange(-50, 50), IMAGE),
        row("random contrast", () -> randomContrast(0.3, 0.5).valueRange(-50, 50), IMAGE));
  }

  private static Layer nearest() {
    return resizing(6, 2).interpolation("nearest").cropToAspectRatio();
  }

  private static Layer lanczosOfAll() {
    return resizing(2, 4).interpolation("lanczos5").antialias(true);
  }

  private static Layer lanczos() {
    return resizing(2, 5).interpolation("lanczos3").padToAspectRatio().fillValue(0.4);
  }
}
