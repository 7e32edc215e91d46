package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.ImageResize;
import dev.braid.ops.Value;
import java.util.List;

/** Resizes images. */
public final class Resizing extends BaseLayer<Resizing> {
  /** The interpolations by Keras' names. */
  public static final List<String> INTERPOLATIONS =
      List.of("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5");

  private final long height;
  private final long width;
  private String interpolation = "bilinear";
  private boolean crop;
  private boolean pad;
  private double fillValue;
  private boolean antialias;

  public Resizing(long height, long width) {
    this.height = height;
    this.width = width;
    positive("height", height);
    positive("width", width);
  }

  public static Resizing read(Config config) {
    SpatialAxes.requireChannelsLast("Resizing", config);
    Resizing made =
        new Resizing(config.whole("height", 0), config.whole("width", 0))
            .interpolation(config.text("interpolation", "bilinear"))
            .fillValue(config.number("fill_value", 0))
            .antialias(config.flag("antialias", false));
    String fillMode = config.text("fill_mode", "constant");
    if (!fillMode.equals("constant")) {
      throw made.optionRefusal("fillMode", "constant", fillMode);
    }
    made = config.flag("crop_to_aspect_ratio", false) ? made.cropToAspectRatio() : made;
    return config.flag("pad_to_aspect_ratio", false) ? made.padToAspectRatio() : made;
  }

  /** Sets the interpolation: nearest, bilinear, bicubic, lanczos3 or lanczos5. */
  public Resizing interpolation(String kind) {
    if (!INTERPOLATIONS.contains(kind)) {
      throw optionRefusal("interpolation", "one of " + String.join(", ", INTERPOLATIONS), kind);
    }
    return with(copy -> copy.interpolation = kind);
  }

  /** Crops images so that the aspect ratio is kept. */
  public Resizing cropToAspectRatio() {
    refuseBoth(pad);
    return with(copy -> copy.crop = true);
  }

  /** Pads images so that the aspect ratio is kept. */
  public Resizing padToAspectRatio() {
    refuseBoth(crop);
    return with(copy -> copy.pad = true);
  }

  private void refuseBoth(boolean other) {
    if (other) {
      throw optionRefusal("padToAspectRatio", "one of cropping and padding", "both");
    }
  }

  /** Sets the value of the padding. */
  public Resizing fillValue(double value) {
    return with(copy -> copy.fillValue = value);
  }

  /** Averages over all pixels where images become smaller. */
  public Resizing antialias(boolean on) {
    return with(copy -> copy.antialias = on);
  }

  public long height() {
    return height;
  }

  public long width() {
    return width;
  }

  public String interpolation() {
    return interpolation;
  }

  public boolean crops() {
    return crop;
  }

  public boolean pads() {
    return pad;
  }

  public double fillValue() {
    return fillValue;
  }

  public boolean antialias() {
    return antialias;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs, 3, SpatialAxes.meaning(2));
    DType type = input.dtype().whole() ? input.dtype() : DType.FLOAT32;
    return List.of(input.withShape(height, width, input.last()).withDtype(type));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    Value from = crop ? ImageResize.middle(x, height, width) : pad ? padded(x) : x;
    return new ImageResize(interpolation, antialias).apply(from, height, width);
  }

  /** Pads both sides by the same integer number of pixels, as in Keras. */
  private Value padded(Value x) {
    long high = (long) ((double) (x.size(2) * height) / width);
    long wide = (long) ((double) (x.size(1) * width) / height);
    long down = (Math.max(x.size(1), high) - x.size(1)) / 2;
    long across = (Math.max(x.size(2), wide) - x.size(2)) / 2;
    return down > 0 ? x.pad(1, down, down, fillValue) : x.pad(2, across, across, fillValue);
  }

  @Override
  public boolean interpolates() {
    return !interpolation.equals("nearest");
  }

  @Override
  public String className() {
    return "Resizing";
  }

  @Override
  protected void describe(Config config) {
    config.put("data_format", "channels_last");
    config.put("height", height);
    config.put("width", width);
    config.put("interpolation", interpolation);
    config.put("crop_to_aspect_ratio", crop);
    config.put("pad_to_aspect_ratio", pad);
    config.put("fill_mode", "constant");
    config.put("fill_value", fillValue);
    config.put("antialias", antialias);
  }
}
