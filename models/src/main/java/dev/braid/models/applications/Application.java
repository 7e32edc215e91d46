package dev.braid.models.applications;

import static dev.braid.Braid.*;
import static java.util.stream.Collectors.joining;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Outputs;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.layers.core.Dense;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.reshaping.ZeroPadding2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An architecture of {@code keras.applications} with its options; every method that changes an
 * option returns a changed copy.
 *
 * <p>The models have the layers, names and options of Keras, so that weights of Keras fit.
 *
 * @param <A> the class of the family
 */
public abstract class Application<A extends Application<A>> implements Cloneable {
  private final Preprocessing preprocessing;
  private final long defaultSize;
  private final long minimumSize;
  private boolean includeTop = true;
  private FeaturePooling pooling = FeaturePooling.NONE;
  private long[] inputShape;
  private long classes = ImageNetClasses.COUNT;
  private Activation classifierActivation = SOFTMAX;
  private String name;
  private boolean imageNet;

  /**
   * Creates an architecture with the default options.
   *
   * @param name the name of its models; null if it depends on the options
   * @param defaultSize the height and width of its images
   * @param minimumSize the smallest height and width that it accepts
   */
  Application(String name, Preprocessing preprocessing, long defaultSize, long minimumSize) {
    this.name = name;
    this.preprocessing = preprocessing;
    this.defaultSize = defaultSize;
    this.minimumSize = minimumSize;
  }

  // ---- options

  /** Sets whether the model ends in the classifier; otherwise it returns features. */
  public final A includeTop(boolean on) {
    return changed(copy -> copy.includeTop = on);
  }

  /** Sets how a model without classifier reduces its feature maps. */
  public final A pooling(FeaturePooling kind) {
    FeaturePooling given = Objects.requireNonNull(kind, "kind");
    return changed(copy -> copy.pooling = given);
  }

  /**
   * Sets the shape of the images; a model without classifier accepts {@code ANY} as height and
   * width.
   */
  public final A inputShape(long height, long width, long channels) {
    List<Problem> problems = new ArrayList<>();
    checkSize(problems, "height", height);
    checkSize(problems, "width", width);
    if (channels < 1) {
      problems.add(option("channels", "1 or more", channels));
    }
    refuse(problems);
    return changed(copy -> copy.inputShape = new long[] {height, width, channels});
  }

  private void checkSize(List<Problem> problems, String option, long size) {
    if (size != ANY && size < minimumSize) {
      problems.add(option(option, minimumSize + " or more, or ANY", size));
    }
  }

  /** Sets the number of classes; 1000 by default. */
  public final A classes(long count) {
    if (count < 1) {
      refuse(List.of(option("classes", "1 or more", count)));
    }
    return changed(copy -> copy.classes = count);
  }

  /** Sets the activation of the classifier, softmax by default; null for logits. */
  public final A classifierActivation(Activation activation) {
    return changed(copy -> copy.classifierActivation = activation == null ? LINEAR : activation);
  }

  /** Sets the name of the model. */
  public final A name(String other) {
    String given = Objects.requireNonNull(other, "other");
    return changed(copy -> copy.name = given);
  }

  private A changed(Consumer<Application<A>> change) {
    return with(change::accept);
  }

  /** A copy with one option changed. */
  @SuppressWarnings("unchecked")
  final A with(Consumer<A> change) {
    try {
      A copy = (A) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  static Problem option(String name, String expected, Object received) {
    return new Problem("option", name, expected, "received " + received, "");
  }

  final void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new StructureException(modelName() + " cannot be built", problems);
    }
  }

  // ---- models

  /** Builds a model with random weights. */
  public final Model build() {
    return graph().model();
  }

  /** A model, and the features that its classifier or pooling receives. */
  record Graph(Model model, Tensor image, Tensor features) {
    /** The names of the layers after the features. */
    List<String> classifierLayers() {
      Set<Layer> others = new HashSet<>(Model.inputs(image).outputs(features).layers());
      return model.layers().stream()
          .filter(layer -> !others.contains(layer))
          .map(Layer::name)
          .toList();
    }
  }

  final Graph graph() {
    long[] shape = shape();
    if (includeTop && (shape[0] < 0 || shape[1] < 0) && !acceptsAnySizeWithTop()) {
      refuse(
          List.of(
              option("inputShape", "a height and width, with a classifier", text(shape))
                  .fix("Set both, or includeTop(false).")));
    }
    Tensor image = input("input_layer", shape);
    Tensor features = features(image);
    Tensor output = includeTop ? top(features) : pooled(features);
    Model model = Model.inputs(image).outputs(output).name(modelName());
    return new Graph(model, image, features);
  }

  private static String text(long... shape) {
    return Arrays.toString(shape).replace("-1", "?");
  }

  /**
   * Sets the weights that models begin with: those that Keras publishes, which are downloaded once.
   *
   * <p>The number of classes may differ; then the classifier keeps its random weights, and a notice
   * lists them.
   */
  public final PretrainedModel weights(Pretrained weights) {
    return weights(weights, Downloads.standard());
  }

  /** Does the same with given download settings. */
  public final PretrainedModel weights(Pretrained weights, Downloads downloads) {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(downloads, "downloads");
    A pretrained = beginningWithImageNet();
    RemoteFile file = pretrained.weightFile(includeTop);
    return new PretrainedModel(pretrained, () -> downloads.get("keras-applications", file));
  }

  /**
   * Sets the weights that models begin with: a {@code .weights.h5}, {@code .keras} or {@code .h5}
   * file of the same architecture, whose classifier may differ.
   */
  public final PretrainedModel weights(Path file) {
    Objects.requireNonNull(file, "file");
    return new PretrainedModel(this, () -> file);
  }

  // ---- images and predictions

  /**
   * Converts images for the model as Keras' {@code preprocess_input}.
   *
   * @param images red, green and blue from 0 to 255; they are not changed
   */
  public final float[][][][] preprocessInput(float[][][][] images) {
    return preprocessing().apply(images);
  }

  /** Converts one image. */
  public final float[][][] preprocessInput(float[][][] image) {
    return preprocessing().apply(image);
  }

  /** Adds the operations that convert images to a graph. */
  public final Tensor preprocessInput(Tensor images) {
    return preprocessing().apply(images);
  }

  /** Returns the five most probable classes of ImageNet for each image. */
  public final List<List<ClassPrediction>> decodePredictions(Outputs predictions)
      throws IOException {
    return decodePredictions(predictions, 5);
  }

  /**
   * Returns the most probable classes of ImageNet for each image, the most probable one first.
   *
   * @param predictions the predictions of a model for 1000 classes
   * @param top how many classes to return
   */
  public final List<List<ClassPrediction>> decodePredictions(Outputs predictions, int top)
      throws IOException {
    return decodePredictions(predictions, top, Downloads.standard());
  }

  /** Does the same with given download settings, since the names of the classes are downloaded. */
  public final List<List<ClassPrediction>> decodePredictions(
      Outputs predictions, int top, Downloads downloads) throws IOException {
    return ImageNetClasses.decode(predictions.floats(), top, downloads);
  }

  // ---- what a family defines

  /** Builds the graph from the image to the last feature maps. */
  abstract Tensor features(Tensor image);

  /** The file that Keras publishes for the options. */
  abstract RemoteFile weightFile(boolean withTop);

  /** Builds the classifier. */
  Tensor top(Tensor features) {
    return features.then(globalAveragePooling2d().name("avg_pool")).then(classifier());
  }

  /** Reduces the features of a model without classifier. */
  Tensor pooled(Tensor features) {
    return switch (pooling) {
      case NONE -> features;
      case AVG ->
          features.then(
              namesPooling()
                  ? globalAveragePooling2d().name("avg_pool")
                  : globalAveragePooling2d());
      case MAX ->
          features.then(
              namesPooling() ? globalMaxPooling2d().name("max_pool") : globalMaxPooling2d());
    };
  }

  /** Whether the pooling of a model without classifier has an explicit name. */
  boolean namesPooling() {
    return false;
  }

  /** Whether a model with classifier accepts images of any size. */
  boolean acceptsAnySizeWithTop() {
    return false;
  }

  /** The name of a model with these options. */
  String modelName() {
    return name;
  }

  Preprocessing preprocessing() {
    return preprocessing;
  }

  /** The shape of the images for the options. */
  long[] shape() {
    if (inputShape != null) {
      return inputShape.clone();
    }
    return includeTop ? new long[] {defaultSize, defaultSize, 3} : new long[] {ANY, ANY, 3};
  }

  // ---- what families have in common

  final boolean includesTop() {
    return includeTop;
  }

  /** The shape that was set, or null. */
  final long[] givenShape() {
    return inputShape == null ? null : inputShape.clone();
  }

  final String givenName() {
    return name;
  }

  /** A copy whose models fit the published weights of ImageNet. */
  final A beginningWithImageNet() {
    return changed(copy -> copy.imageNet = true);
  }

  /** Whether the model begins with the published weights of ImageNet. */
  final boolean beginsWithImageNet() {
    return imageNet;
  }

  final long classes() {
    return classes;
  }

  final Activation classifierActivation() {
    return classifierActivation;
  }

  final void requirePositive(String option, double number) {
    if (!(number > 0 && Double.isFinite(number))) {
      refuse(List.of(option(option, "a number above 0", number)));
    }
  }

  final void requireRate(String option, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      refuse(List.of(option(option, "a fraction in [0, 1)", rate)));
    }
  }

  /** Refuses an option for which Keras publishes no weights. */
  final void requirePublished(String option, Object value, Collection<?> published) {
    if (!published.contains(value)) {
      String known = published.stream().sorted().map(String::valueOf).collect(joining(", "));
      refuse(
          List.of(
              option(option, "one of " + known + ", for which Keras publishes weights", value)
                  .fix("Or call build() for random weights.")));
    }
  }

  /** The size of the images that the published weights for the options were trained on. */
  final long publishedSize(List<Long> sizes) {
    long[] shape = shape();
    return shape[0] == shape[1] && sizes.contains(shape[0]) ? shape[0] : defaultSize;
  }

  /** The name of a model that Keras names after its width and its size. */
  final String sizedName(String family, double width, List<Long> sizes) {
    long size = imageNet ? publishedSize(sizes) : shape()[0];
    String text = size < 0 ? "None" : String.valueOf(size);
    return String.format(Locale.ROOT, "%s_%.2f_%s", family, width, text);
  }

  /** The last layer of most classifiers. */
  final Dense classifier() {
    return dense(classes, classifierActivation).name("predictions");
  }

  /** Normalizes each channel. */
  static BatchNormalization normalizedChannels(String name) {
    return batchNormalization().axis(3).name(name);
  }

  /** The zeros that a strided convolution without padding requires to halve the size. */
  static ZeroPadding2D halvingPadding(Tensor x, long kernel) {
    long[] shape = x.shape();
    long end = kernel / 2;
    long top = shape[0] < 0 ? end - 1 : end - (1 - shape[0] % 2);
    long left = shape[0] < 0 ? end - 1 : end - (1 - shape[1] % 2);
    return zeroPadding2d(top, end, left, end);
  }

  /** Rounds to a multiple of 8 that is at least 90 % of the number. */
  static long multipleOf8(double number) {
    long near = Math.max(8, (long) (number + 4) / 8 * 8);
    return near < 0.9 * number ? near + 8 : near;
  }
}
