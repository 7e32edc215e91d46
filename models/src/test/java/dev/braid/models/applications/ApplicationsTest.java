package dev.braid.models.applications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the architectures with those that record_applications.py builds in Keras. */
class ApplicationsTest {
  static Stream<String> architectures() {
    return lines("architectures.txt");
  }

  static Stream<String> weights() {
    return lines("weights.txt");
  }

  private static Stream<String> lines(String file) {
    try (InputStream in = ApplicationsTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** record_applications.py NAME FILE writes the text behind the checksum. */
  @ParameterizedTest
  @MethodSource("architectures")
  void should_have_the_layers_of_keras_with_their_names_options_and_order(String recorded) {
    String name = recorded.substring(0, recorded.indexOf('|'));
    Model model = Architectures.of(name).build();
    List<String> layers = KerasText.lines(model);
    String shape =
        Arrays.stream(model.outputs().get(0).shape())
            .mapToObj(size -> size < 0 ? "?" : String.valueOf(size))
            .collect(Collectors.joining("x"));
    assertThat(
            String.join(
                "|",
                name,
                model.name(),
                String.valueOf(layers.size()),
                String.valueOf(model.countParams()),
                shape,
                sha256(String.join("\n", layers))))
        .isEqualTo(recorded);
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_have_every_architecture_of_keras() {
    assertThat(
            architectures().map(line -> line.split("\\|")[0]).filter(name -> !name.contains(" ")))
        .containsExactlyElementsOf(Architectures.BY_NAME.keySet());
  }

  @ParameterizedTest
  @MethodSource("weights")
  void should_request_weights_from_the_addresses_of_keras_with_their_checksums(String recorded) {
    String[] parts = recorded.split("\\|");
    boolean top = parts[1].equals("top");
    RemoteFile file =
        Architectures.published(parts[0]).includeTop(top).beginningWithImageNet().weightFile(top);
    assertThat(
            String.join(
                "|",
                parts[0],
                parts[1],
                file.addresses().get(0).toString(),
                file.checksum().map(Checksum::hex).orElse("None")))
        .isEqualTo(recorded);
  }
}
