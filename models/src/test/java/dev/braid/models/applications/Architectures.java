package dev.braid.models.applications;

import static dev.braid.Braid.*;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The architectures and options whose models record_applications.py builds in Keras. */
final class Architectures {
  /** All architectures by the names of Keras. */
  static final Map<String, Supplier<Application<?>>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("Xception", Xception::xception);
    BY_NAME.put("VGG16", Vgg::vgg16);
    BY_NAME.put("VGG19", Vgg::vgg19);
    BY_NAME.put("ResNet50", ResNet::resNet50);
    BY_NAME.put("ResNet101", ResNet::resNet101);
    BY_NAME.put("ResNet152", ResNet::resNet152);
    BY_NAME.put("ResNet50V2", ResNet::resNet50V2);
    BY_NAME.put("ResNet101V2", ResNet::resNet101V2);
    BY_NAME.put("ResNet152V2", ResNet::resNet152V2);
    BY_NAME.put("InceptionV3", InceptionV3::inceptionV3);
    BY_NAME.put("InceptionResNetV2", InceptionResNetV2::inceptionResNetV2);
    BY_NAME.put("MobileNet", MobileNet::mobileNet);
    BY_NAME.put("MobileNetV2", MobileNetV2::mobileNetV2);
    BY_NAME.put("MobileNetV3Small", MobileNetV3::mobileNetV3Small);
    BY_NAME.put("MobileNetV3Large", MobileNetV3::mobileNetV3Large);
    BY_NAME.put("DenseNet121", DenseNet::denseNet121);
    BY_NAME.put("DenseNet169", DenseNet::denseNet169);
    BY_NAME.put("DenseNet201", DenseNet::denseNet201);
    BY_NAME.put("NASNetMobile", NasNet::nasNetMobile);
    BY_NAME.put("NASNetLarge", NasNet::nasNetLarge);
    BY_NAME.put("EfficientNetB0", EfficientNet::efficientNetB0);
    BY_NAME.put("EfficientNetB1", EfficientNet::efficientNetB1);
    BY_NAME.put("EfficientNetB2", EfficientNet::efficientNetB2);
    BY_NAME.put("EfficientNetB3", EfficientNet::efficientNetB3);
    BY_NAME.put("EfficientNetB4", EfficientNet::efficientNetB4);
    BY_NAME.put("EfficientNetB5", EfficientNet::efficientNetB5);
    BY_NAME.put("EfficientNetB6", EfficientNet::efficientNetB6);
    BY_NAME.put("EfficientNetB7", EfficientNet::efficientNetB7);
    BY_NAME.put("EfficientNetV2B0", EfficientNetV2::efficientNetV2B0);
    BY_NAME.put("EfficientNetV2B1", EfficientNetV2::efficientNetV2B1);
    BY_NAME.put("EfficientNetV2B2", EfficientNetV2::efficientNetV2B2);
    BY_NAME.put("EfficientNetV2B3", EfficientNetV2::efficientNetV2B3);
    BY_NAME.put("EfficientNetV2S", EfficientNetV2::efficientNetV2S);
    BY_NAME.put("EfficientNetV2M", EfficientNetV2::efficientNetV2M);
    BY_NAME.put("EfficientNetV2L", EfficientNetV2::efficientNetV2L);
    BY_NAME.put("ConvNeXtTiny", ConvNeXt::convNeXtTiny);
    BY_NAME.put("ConvNeXtSmall", ConvNeXt::convNeXtSmall);
    BY_NAME.put("ConvNeXtBase", ConvNeXt::convNeXtBase);
    BY_NAME.put("ConvNeXtLarge", ConvNeXt::convNeXtLarge);
    BY_NAME.put("ConvNeXtXLarge", ConvNeXt::convNeXtXLarge);
  }

  private Architectures() {}

  /** The architecture and options of a recorded case. */
  static Application<?> of(String recorded) {
    int end = recorded.indexOf(' ');
    String name = end < 0 ? recorded : recorded.substring(0, end);
    Application<?> plain = BY_NAME.get(name).get();
    String options = end < 0 ? "" : recorded.substring(end + 1);
    return switch (options) {
      case "" -> {
        long size = name.startsWith("Inception") ? 75 : name.equals("Xception") ? 71 : 32;
        yield plain.inputShape(size, size, 3).classes(10);
      }
      case "with default options" -> plain;
      case "without top" -> plain.includeTop(false);
      case "without top, average" -> plain.includeTop(false).pooling(FeaturePooling.AVG);
      case "without top, maximum, logits" ->
          plain.includeTop(false).pooling(FeaturePooling.MAX).classifierActivation(null);
      case "with logits" -> logits(plain.inputShape(99, 78, 3));
      case "of gray images" -> plain.inputShape(32, 32, 1).classes(10);
      case "for ImageNet" ->
          plain.inputShape(160, 100, 3).includeTop(false).beginningWithImageNet();
      case "without preprocessing" -> withoutPreprocessing(plain).inputShape(32, 32, 3);
      case "minimalistic" ->
          ((MobileNetV3) plain)
              .minimalistic(true)
              .includePreprocessing(false)
              .inputShape(64, 64, 3);
      default -> ofWidth(plain, Double.parseDouble(options));
    };
  }

  private static Application<?> logits(Application<?> application) {
    Application<?> changed = application.classes(3).classifierActivation(LINEAR);
    return application instanceof EfficientNetV2 ? changed : changed.name("other");
  }

  private static Application<?> withoutPreprocessing(Application<?> application) {
    return application instanceof ConvNeXt convNeXt
        ? convNeXt.includePreprocessing(false)
        : ((EfficientNetV2) application).includePreprocessing(false);
  }

  private static Application<?> ofWidth(Application<?> application, double alpha) {
    if (application instanceof MobileNet plain) {
      return plain.alpha(alpha).depthMultiplier(2).dropout(0.1).inputShape(128, 128, 3);
    }
    return application instanceof MobileNetV2 second
        ? second.alpha(alpha).inputShape(75, 50, 3)
        : ((MobileNetV3) application).alpha(alpha).dropoutRate(0).inputShape(75, 50, 3);
  }

  /** The architecture whose published weights are recorded, such as {@code MobileNet 0.5 128}. */
  static Application<?> published(String recorded) {
    String[] words = recorded.split(" ");
    Application<?> plain = BY_NAME.get(words[0]).get();
    if (words.length == 1) {
      return plain;
    }
    double alpha = Double.parseDouble(words[1]);
    long size = Long.parseLong(words[2]);
    boolean minimalistic = recorded.toLowerCase(Locale.ROOT).endsWith("minimalistic");
    Application<?> narrow =
        plain instanceof MobileNet first
            ? first.alpha(alpha)
            : plain instanceof MobileNetV2 second
                ? second.alpha(alpha)
                : ((MobileNetV3) plain).alpha(alpha).minimalistic(minimalistic);
    return narrow.inputShape(size, size, 3);
  }
}
