package dev.braid.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundledTest {

  private static long[] counts(int[] labels, int classes) {
    return IntStream.range(0, classes)
        .mapToLong(c -> Arrays.stream(labels).filter(label -> label == c).count())
        .toArray();
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  @Test
  void should_load_all_digits() {
    Images digits = Digits.load();

    assertThat(digits.size()).isEqualTo(1797);
    assertThat(counts(digits.labels(), 10))
        .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    double sum = 0;
    for (float[][][] image : digits.images()) {
      for (float[][] row : image) {
        for (float[] pixel : row) {
          assertThat(pixel).hasSize(1);
          assertThat(pixel[0]).isBetween(0f, 1f);
          sum += pixel[0];
        }
      }
    }
    assertThat(sum * 16).isEqualTo(561_718);
    assertThat(digits.images()[0][0][2][0] * 16).isEqualTo(5);
    assertThat(digits.className(0)).isEqualTo("0");
  }

  @Test
  void should_load_irises_as_fisher_measured_them() {
    Table iris = Iris.load();

    assertThat(counts(iris.labels(), 3)).containsExactly(50, 50, 50);
    assertThat(iris.classNames()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(mean(iris.feature("sepal length (cm)"))).isCloseTo(5.84, within(0.005));
    assertThat(mean(iris.feature("petal width (cm)"))).isCloseTo(1.20, within(0.005));
    assertThat(iris.features()[34]).containsExactly(4.9f, 3.1f, 1.5f, 0.2f);
  }

  @Test
  void should_load_wines() {
    Table wine = Wine.load();

    assertThat(counts(wine.labels(), 3)).containsExactly(59, 71, 48);
    assertThat(wine.featureNames()).hasSize(13);
    assertThat(mean(wine.feature("proline"))).isCloseTo(746, within(1.0));
    assertThat(mean(wine.feature("alcohol"))).isCloseTo(13.0, within(0.05));
  }

  @Test
  void should_load_tumours() {
    Table cancer = BreastCancer.load();

    assertThat(counts(cancer.labels(), 2)).containsExactly(212, 357);
    assertThat(cancer.classNames()).containsExactly("malignant", "benign");
    assertThat(cancer.featureNames()).hasSize(30).contains("error of area", "worst texture");
    assertThat(cancer.feature("worst area")).contains(185.2f, 4254.0f);
    assertThat(cancer.features()).hasDimensions(569, 30);
  }

  @Test
  void should_split_every_class_by_the_same_fraction_without_shared_samples() {
    Images digits = Digits.load();
    TrainTest<Images> parts = digits.split(0.2, 5);

    assertThat(parts.train().size() + parts.test().size()).isEqualTo(1797);
    long[] all = counts(digits.labels(), 10);
    long[] tested = counts(parts.test().labels(), 10);
    for (int c = 0; c < 10; c++) {
      assertThat((double) tested[c]).isCloseTo(all[c] * 0.2, within(0.5));
    }
    Set<Object> trained = Collections.newSetFromMap(new IdentityHashMap<>());
    trained.addAll(List.of(parts.train().images()));
    assertThat(List.of(parts.test().images())).noneMatch(trained::contains);
  }

  @Test
  void should_repeat_a_split_with_its_seed() {
    Table iris = Iris.load();

    assertThat(iris.split(0.3, 7).test().features())
        .isDeepEqualTo(iris.split(0.3, 7).test().features());
    assertThat(iris.split(0.3, 7).test().features()[0])
        .isNotEqualTo(iris.split(0.3, 8).test().features()[0]);
    assertThat(iris.train().size()).isEqualTo(120);
    assertThat(iris.test().size()).isEqualTo(30);
  }

  @Test
  void should_standardize_features() {
    Table wine = Wine.load();
    float[] alcohol = wine.standardized(wine).feature("alcohol");

    assertThat(mean(alcohol)).isCloseTo(0, within(1e-5));
    double squares = 0;
    for (float value : alcohol) {
      squares += value * value;
    }
    assertThat(squares / alcohol.length).isCloseTo(1, within(1e-4));
  }

  @Test
  void should_pair_real_images_with_their_digits_and_sum() {
    Images digits = Digits.load().head(100);
    DigitPairs pairs = DigitPairs.of(digits, 500, 3);

    assertThat(pairs.size()).isEqualTo(500);
    assertThat(pairs.inputs()).containsOnlyKeys("left", "right");
    assertThat(pairs.targets()).containsOnlyKeys("left_digit", "right_digit", "sum");
    List<float[][][]> images = List.of(digits.images());
    for (int i = 0; i < 500; i++) {
      assertThat(pairs.leftDigits()[i]).isEqualTo(digits.labels()[images.indexOf(pairs.left()[i])]);
      assertThat(pairs.sums()[i]).isEqualTo(pairs.leftDigits()[i] + pairs.rightDigits()[i]);
    }
    assertThat(DigitPairs.of(digits, 500, 3).sums()).isEqualTo(pairs.sums());
    assertThat(DigitPairs.of(digits, 500, 4).sums()).isNotEqualTo(pairs.sums());
  }

  @Test
  void should_name_source_and_licence_of_all_bundled_sets() {
    assertThat(
            List.of(Digits.PROVENANCE, Iris.PROVENANCE, Wine.PROVENANCE, BreastCancer.PROVENANCE))
        .allSatisfy(
            source -> {
              assertThat(source.licence()).isEqualTo("CC BY 4.0");
              assertThat(new String(Fixtures.bytes("LICENSES.md"), UTF_8))
                  .contains(source.title(), source.address());
              assertThat(source.credit()).startsWith(source.title() + ", by ");
            });
  }
}
