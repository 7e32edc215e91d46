package dev.braid.models.applications;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Weight;
import dev.braid.datasets.download.DownloadException;
import dev.braid.datasets.download.DownloadProgress;
import dev.braid.datasets.download.Downloads;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.notices.Notices;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests models that begin with weights of files, those that record_narrow.py writes included. */
class ApplicationWeightsTest {
  @TempDir Path folder;

  private static MobileNet narrow() {
    return MobileNet.mobileNet()
        .inputShape(32, 32, 3)
        .alpha(0.05)
        .classes(5)
        .classifierActivation(null);
  }

  private static JsonNode recorded() throws IOException {
    try (InputStream in = ApplicationWeightsTest.class.getResourceAsStream("narrow.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  private Path unpacked(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in =
        new GZIPInputStream(ApplicationWeightsTest.class.getResourceAsStream(name + ".gz"))) {
      Files.copy(in, file);
    }
    return file;
  }

  /** The image of record_narrow.py. */
  private static float[][][] image(int size) {
    float[][][] image = new float[size][size][3];
    for (int i = 0; i < size * size * 3; i++) {
      image[i / 3 / size][i / 3 % size][i % 3] = i * 37 % 256;
    }
    return image;
  }

  private static List<String> notices(Building building) throws IOException {
    List<String> shown = new ArrayList<>();
    Notices.on();
    try (Notices.Subscription listening =
        Notices.listen(notice -> shown.add(notice.id() + " " + notice.message()))) {
      assertThat(listening).isNotNull();
      building.run();
    } finally {
      Notices.on();
    }
    return shown;
  }

  @FunctionalInterface
  private interface Building {
    void run() throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"narrow.weights.h5", "narrow.h5"})
  void should_predict_with_weights_of_keras_as_in_keras(String file) throws IOException {
    Model model = narrow().weights(unpacked(file)).build();
    float[][][][] images = narrow().preprocessInput(new float[][][][] {image(32)});
    float[] predicted = model.predict(images).floats()[0];
    double[] expected = numbers(recorded().get("predictions"));
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) predicted[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"narrow.weights.h5", "narrow.h5"})
  void should_keep_the_random_weights_of_a_classifier_with_other_classes(String name)
      throws IOException {
    Path file = unpacked(name);
    Model known = narrow().weights(file).build();
    List<Model> built = new ArrayList<>();
    List<String> shown = notices(() -> built.add(narrow().classes(3).weights(file).build()));
    Model model = built.get(0);
    assertThat(shown)
        .containsExactly(
            "skipped-weights 1 layer keeps its weights, since those in \""
                + name
                + "\" do not fit: \"conv_preds/kernel\": expected the shape [1, 1, 51, 3], received"
                + " FLOAT32[1, 1, 51, 5] in the file. Train these layers, or load a file that fits.");
    assertThat(values(model, 135)).isDeepEqualTo(values(known, 135));
    assertThat(values(model, 137)[136]).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"narrow.weights.h5", "narrow.h5"})
  void should_read_the_features_from_a_file_with_classifier(String name) throws IOException {
    Path file = unpacked(name);
    List<Model> built = new ArrayList<>();
    List<String> shown = notices(() -> built.add(narrow().includeTop(false).weights(file).build()));
    assertThat(shown).isEmpty();
    assertThat(values(built.get(0), 135))
        .isDeepEqualTo(values(narrow().weights(file).build(), 135));
  }

  private static float[][] values(Model model, int count) {
    return model.weights().stream()
        .limit(count)
        .map(weight -> weight.array().dup('c').data().asFloat())
        .toArray(float[][]::new);
  }

  @Test
  void should_refuse_weights_of_another_width() throws IOException {
    Path file = unpacked("narrow.weights.h5");
    assertThatThrownBy(() -> narrow().alpha(0.06).weights(file).build())
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("The weights in \"narrow.weights.h5\" do not fit the model")
        .hasMessageContaining("\"conv_pw_2/kernel\": expected the shape [1, 1, 3, 7], received");
  }

  // ---- published weights

  /** A server on this machine that has one file. */
  private static final class Mirror implements AutoCloseable {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    Mirror(byte[] content) throws IOException {
      server.createContext(
          "/",
          exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
          });
      server.start();
    }

    String address() {
      return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private Downloads from(Mirror mirror) {
    return Downloads.standard()
        .cacheFolder(folder)
        .mirror(mirror.address())
        .progress(DownloadProgress.silent());
  }

  /** The weights of a model in the format in which Keras publishes them. */
  private static byte[] published(Model model) {
    Map<String, List<Weight>> layers = new LinkedHashMap<>();
    model.layers().stream().map(Layer::name).forEach(name -> layers.put(name, new ArrayList<>()));
    model.weights().forEach(weight -> layers.get(weight.path().split("/")[0]).add(weight));
    Map<String, H5Node> groups = new LinkedHashMap<>();
    layers.forEach(
        (layer, weights) -> {
          Map<String, H5Node> arrays = new LinkedHashMap<>();
          for (Weight weight : weights) {
            int[] shape = Arrays.stream(weight.shape()).mapToInt(Math::toIntExact).toArray();
            arrays.put(
                weight.path().split("/")[1] + ":0",
                H5Dataset.of(weight.array().dup('c').data().asFloat(), shape));
          }
          H5Dataset names =
              H5Dataset.of(weights.stream().map(weight -> weight.path() + ":0").toList());
          groups.put(
              layer, new H5Group(Map.of("weight_names", names), Map.of(layer, H5Group.of(arrays))));
        });
    return Hdf5.toBytes(
        new H5Group(Map.of("layer_names", H5Dataset.of(List.copyOf(layers.keySet()))), groups));
  }

  @Test
  void should_download_published_weights_once() throws IOException {
    MobileNet application =
        MobileNet.mobileNet().alpha(0.25).inputShape(128, 128, 3).includeTop(false);
    Model known = application.build();
    try (Mirror mirror = new Mirror(published(known))) {
      Downloads downloads = from(mirror);
      Model model = application.weights(Pretrained.IMAGENET, downloads).build();
      assertThat(values(model, 135)).isDeepEqualTo(values(known, 135));
      Model pooled =
          application.pooling(FeaturePooling.AVG).weights(Pretrained.IMAGENET, downloads).build();
      assertThat(values(pooled, 135)).isDeepEqualTo(values(known, 135));
      assertThat(mirror.requests)
          .containsExactly("/keras-applications/mobilenet_2_5_128_tf_no_top.h5");
    }
  }

  @Test
  void should_refuse_a_file_with_another_checksum_than_keras_publishes() throws IOException {
    try (Mirror mirror = new Mirror(new byte[] {1, 2, 3})) {
      PretrainedModel resNet = ResNet.resNet50().weights(Pretrained.IMAGENET, from(mirror));
      assertThatThrownBy(resNet::build)
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("Its MD5 is 2cb95161c43110f7111970584f804107");
      assertThat(mirror.requests.get(0))
          .isEqualTo("/keras-applications/resnet50_weights_tf_dim_ordering_tf_kernels.h5");
    }
  }

  @Test
  void should_refuse_options_for_which_keras_publishes_no_weights() {
    assertThatThrownBy(() -> MobileNetV2.mobileNetV2().alpha(0.6).weights(Pretrained.IMAGENET))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "mobilenetv2_0.60_224 cannot be built:\n"
                + "  [option]  \"alpha\": expected one of 0.35, 0.5, 0.75, 1.0, 1.3, 1.4, for which"
                + " Keras publishes weights, received 0.6. Or call build() for random weights.\n"
                + "  See src/docs/errors.md#option");
  }

  // ---- classes of ImageNet

  @Test
  void should_name_the_most_probable_classes() throws IOException {
    Path file = folder.resolve("imagenet_class_index.json");
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      json.append(i == 0 ? "" : ", ").append("\"" + i + "\": [\"n" + i + "\", \"kind_" + i + "\"]");
    }
    Files.writeString(file, json.append('}'));
    float[][] predictions = new float[2][1000];
    predictions[0][7] = 0.25f;
    predictions[0][999] = 0.75f;
    predictions[1][3] = 1;
    assertThat(ImageNetClasses.decode(predictions, 2, ImageNetClasses.read(file)))
        .containsExactly(
            List.of(
                new ClassPrediction("n999", "kind_999", 0.75f),
                new ClassPrediction("n7", "kind_7", 0.25f)),
            List.of(
                new ClassPrediction("n3", "kind_3", 1), new ClassPrediction("n0", "kind_0", 0)));
  }

  @Test
  void should_request_the_names_of_classes_with_the_checksum_of_keras() throws IOException {
    try (Mirror mirror = new Mirror("{}".getBytes(StandardCharsets.UTF_8))) {
      assertThatThrownBy(() -> ImageNetClasses.decode(new float[1][1000], 5, from(mirror)))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining(
              "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json")
          .hasMessageContaining("Its MD5 is c2c37ea517e94d9795004a39431a14cb");
      assertThat(mirror.requests.get(0)).isEqualTo("/keras-applications/imagenet_class_index.json");
    }
  }

  @Test
  void should_refuse_predictions_of_other_classes() throws IOException {
    Model model = narrow().build();
    assertThatThrownBy(
            () -> narrow().decodePredictions(model.predict(new float[][][][] {image(32)}), 0))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "decodePredictions cannot begin:\n"
                + "  [shape]   \"predictions\": expected (?, 1000), a column for each class of"
                + " ImageNet, received (?, 5). Use a model with the classifier of ImageNet.\n"
                + "  [option]  \"top\": expected a number from 1 to 1000, received 0.\n"
                + "  See src/docs/errors.md#shape");
  }

  // ---- pixels

  @ParameterizedTest
  @ValueSource(strings = {"caffe", "tf", "torch"})
  void should_convert_pixels_as_keras(String mode) throws IOException {
    Application<?> application =
        switch (mode) {
          case "caffe" -> Vgg.vgg16();
          case "tf" -> Xception.xception();
          default -> DenseNet.denseNet121();
        };
    double[] expected = numbers(recorded().get("preprocessing").get(mode));
    float[][][] image = image(2);
    float[][][] converted = application.preprocessInput(image);
    var x = input("image", 2, 2, 3);
    Model model = Model.inputs(x).outputs(application.preprocessInput(x));
    float[] inGraph = model.predict(new float[][][][] {image}).array().dup('c').data().asFloat();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) converted[i / 6][i / 3 % 2][i % 3])
          .isCloseTo(expected[i], within(1e-6 * Math.max(1, Math.abs(expected[i]))));
      assertThat((double) inGraph[i]).isCloseTo(expected[i], within(1e-4));
    }
    assertThat(image).isDeepEqualTo(image(2));
  }

  @Test
  void should_leave_pixels_to_models_that_convert_them() {
    float[][][] image = image(2);
    assertThat(EfficientNet.efficientNetB0().preprocessInput(image)).isDeepEqualTo(image);
  }

  @Test
  void should_refuse_images_without_colors_where_means_of_colors_are_subtracted() {
    assertThatThrownBy(() -> Vgg.vgg16().preprocessInput(new float[2][2][1]))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "preprocessInput cannot begin:\n"
                + "  [shape]  \"images\": expected 3 channels, red, green and blue, on the last"
                + " axis, received 1. Repeat the channel of gray images three times.\n"
                + "  See src/docs/errors.md#shape");
  }

  // ---- options

  @Test
  void should_refuse_impossible_options() {
    assertThatThrownBy(() -> Xception.xception().inputShape(70, 71, 0))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "xception cannot be built:\n"
                + "  [option]  \"height\": expected 71 or more, or ANY, received 70.\n"
                + "  [option]  \"channels\": expected 1 or more, received 0.\n"
                + "  See src/docs/errors.md#option");
    assertThatThrownBy(() -> Xception.xception().classes(0))
        .hasMessageContaining("\"classes\": expected 1 or more, received 0.");
    assertThatThrownBy(() -> MobileNet.mobileNet().alpha(0))
        .hasMessageContaining("\"alpha\": expected a number above 0, received 0.0.");
    assertThatThrownBy(() -> MobileNet.mobileNet().dropout(1))
        .hasMessageContaining("\"dropout\": expected a fraction in [0, 1), received 1.0.");
    assertThatThrownBy(() -> ResNet.resNet50().inputShape(ANY, ANY, 3).build())
        .hasMessageContaining(
            "\"inputShape\": expected a height and width, with a classifier, received [?, ?, 3]."
                + " Set both, or includeTop(false).");
  }

  @Test
  void should_not_change_the_architecture_that_a_method_is_called_on() {
    ResNet plain = ResNet.resNet50();
    ResNet changed = plain.includeTop(false).classes(3).name("other");
    assertThat(changed).isNotSameAs(plain);
    assertThat(plain.includesTop()).isTrue();
    assertThat(plain.classes()).isEqualTo(1000);
    assertThat(plain.modelName()).isEqualTo("resnet50");
  }
}
