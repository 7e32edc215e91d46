package dev.braid.datasets.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Batch;
import dev.braid.datasets.Images;
import dev.braid.saving.FileFormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void paint() throws IOException {
    for (int i = 0; i < 6; i++) {
      paint("dogs/" + i + ".png", 0xff000000 | i);
      paint("cats/" + i + ".bmp", 0xff000000 | 100 + i);
    }
    Files.writeString(folder.resolve("dogs").resolve("notes.txt"), "no image");
    Files.writeString(folder.resolve("cats").resolve(".hidden.png"), "no image");
    Files.createDirectories(folder.resolve(".cache"));
  }

  /** An image of 5 by 4 pixels in one colour. */
  private Path paint(String file, int argb) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    String ending = file.substring(file.lastIndexOf('.') + 1);
    BufferedImage image =
        new BufferedImage(
            5, 4, ending.equals("png") ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 5; x++) {
        image.setRGB(x, y, argb);
      }
    }
    assertThat(ImageIO.write(image, ending, path.toFile())).isTrue();
    return path;
  }

  private static List<Integer> blues(Batch batch) {
    List<Integer> blues = new ArrayList<>();
    for (float[][][] image : (float[][][][]) batch.x()) {
      blues.add((int) image[0][0][2]);
    }
    return blues;
  }

  @Test
  void should_number_classes_by_their_names() throws IOException {
    ImageFolder images = ImageFolder.of(folder).inOrder().imageSize(4, 5).batchSize(5);

    assertThat(images.classNames()).containsExactly("cats", "dogs");
    assertThat(images.size()).isEqualTo(3);
    assertThat(blues(images.get(0))).containsExactly(100, 101, 102, 103, 104);
    assertThat((int[]) images.get(1).y()).containsExactly(0, 1, 1, 1, 1);
    assertThat(blues(images.get(2))).containsExactly(4, 5);
  }

  @Test
  void should_resize_and_scale_all_images() throws IOException {
    Images images = ImageFolder.of(folder).imageSize(8, 6).scale(1 / 255f).load();

    assertThat(images.size()).isEqualTo(12);
    assertThat(images.images()[0]).hasDimensions(8, 6);
    assertThat(images.images()[3][7][5]).containsExactly(0, 0, 103 * (1 / 255f));
    assertThat(images.className(11)).isEqualTo("dogs");
  }

  @Test
  void should_shuffle_in_every_epoch_and_repeat_with_the_seed() throws IOException {
    ImageFolder images = ImageFolder.of(folder).imageSize(1, 1).batchSize(12).shuffled(3);
    List<Integer> first = blues(images.get(0));
    images.onEpochEnd();
    List<Integer> second = blues(images.get(0));

    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    assertThat(blues(images.shuffled(3).get(0))).isEqualTo(first);
  }

  @Test
  void should_keep_images_and_labels_together() throws IOException {
    Batch batch = ImageFolder.of(folder).imageSize(1, 1).shuffled(9).get(0);

    int[] expected = blues(batch).stream().mapToInt(blue -> blue >= 100 ? 0 : 1).toArray();
    assertThat((int[]) batch.y()).containsExactly(expected);
  }

  @Test
  void should_split_for_validation_without_shared_files() throws IOException {
    ImageFolder images = ImageFolder.of(folder).imageSize(1, 1);
    Set<Path> trained = new HashSet<>(images.training(0.25, 1).files());
    Set<Path> validated = new HashSet<>(images.validation(0.25, 1).files());

    assertThat(trained).hasSize(9).doesNotContainAnyElementsOf(validated);
    assertThat(validated).hasSize(3);
  }

  @Test
  void should_create_the_targets_that_a_loss_requires() throws IOException {
    ImageFolder images = ImageFolder.of(folder).imageSize(1, 1).inOrder().batchSize(12);

    assertThat((float[]) images.labelMode(LabelMode.BINARY).get(0).y())
        .startsWith(0, 0)
        .endsWith(1, 1);
    assertThat(((float[][]) images.labelMode(LabelMode.CATEGORICAL).get(0).y())[11])
        .containsExactly(0, 1);
    assertThat(images.labelMode(LabelMode.NONE).get(0).y()).isNull();
    assertThat((int[]) images.classes("dogs", "cats").get(0).y()).startsWith(1).endsWith(0);
    assertThatThrownBy(() -> images.classes("birds")).hasMessageContaining("[cats, dogs]");
  }

  @Test
  void should_read_brightness_colours_and_opacity() throws IOException {
    Path red = paint("dogs/red.png", 0x80ff0000);

    assertThat(ImageFiles.read(red, 1)[0][0]).containsExactly(76);
    assertThat(ImageFiles.read(red, 3)[3][4]).containsExactly(255, 0, 0);
    assertThat(ImageFiles.read(red, 4)[0][0]).containsExactly(255, 0, 0, 128);
  }

  @Test
  void should_read_grey_values_as_stored() throws IOException {
    BufferedImage gray = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSample(1, 0, 0, 50);
    Path file = folder.resolve("gray.png");
    ImageIO.write(gray, "png", file.toFile());
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 65_535);

    assertThat(ImageFiles.read(file, 1)[0][1]).containsExactly(50);
    assertThat(ImageFiles.read(file, 3)[0][1]).containsExactly(50, 50, 50);
    assertThat(ImageFiles.pixels(deep, 4)[0][0]).containsExactly(255, 255, 255, 255);
  }

  @Test
  void should_name_the_file_that_cannot_be_decoded() throws IOException {
    Path full = folder.resolve("dogs").resolve("0.png");
    Path broken = folder.resolve("dogs").resolve("broken.png");
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(full), 40));
    ImageFolder images = ImageFolder.of(folder);

    assertThatThrownBy(() -> images.get(0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("broken.png");
    Files.writeString(broken, "not an image at all");
    assertThatThrownBy(images::load)
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            '"'
                + broken.toString()
                + "\" is not an image that Java reads. Save it as PNG, JPEG, BMP or"
                + " GIF.");
    assertThatThrownBy(() -> images.inOrder().batchSize(12).get(1))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(FileFormatException.class);
  }

  @Test
  void should_describe_the_expected_folder() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("dogs").resolve("empty"));

    assertThatThrownBy(() -> ImageFolder.of(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Expected " + empty.resolve("<class>").resolve("<file>"))
        .hasMessageContaining("found no folders");
    assertThatThrownBy(() -> ImageFolder.of(folder.resolve("nowhere")))
        .hasMessageContaining("nowhere");
  }

  /** A PNG of one color, row after row, without an image in memory. */
  private Path png(String name, int width, int height) throws IOException {
    Path file = folder.resolve(name);
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeLong(0x89504e470d0a1a0aL);
      ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
      header.put(new byte[] {8, 2, 0, 0, 0});
      chunk(out, "IHDR", header.array());
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
        byte[] line = new byte[1 + 3 * width];
        for (int y = 0; y < height; y++) {
          deflater.write(line);
        }
      }
      chunk(out, "IDAT", packed.toByteArray());
      chunk(out, "IEND", new byte[0]);
    }
    return file;
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) sum.getValue());
  }

  @Test
  void should_read_a_large_image_without_an_object_for_each_pixel() throws IOException {
    Path file = png("dogs/large.png", 5000, 5000);
    assertThat(Files.size(file)).isLessThan(100_000);
    // as nested arrays it would use 800 MB
    assertThat(
            ImageFiles.<float[][][]>decode(file, 3, rows -> BilinearResizing.bilinear(rows, 2, 2)))
        .isDeepEqualTo(new float[2][2][3]);
  }

  @Test
  void should_reject_an_image_that_is_too_large_by_its_header() throws IOException {
    Path file = png("dogs/large.png", 20_000, 1);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(20, 20_000);
    Files.write(file, bytes);
    assertThatThrownBy(() -> ImageFiles.read(file, 3))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            '"'
                + file.toString()
                + "\" has 20000 x 20000 pixels, more than the 512.0 MiB of memory that an image may"
                + " take. Make it smaller, or split it.");
  }

  @Test
  void should_notice_every_changed_bit_of_a_png() throws IOException {
    Path file = png("dogs/small.png", 3, 2);
    byte[] bytes = Files.readAllBytes(file);
    float[][][] pixels = ImageFiles.read(file, 3);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      Files.write(file, changed);
      assertThatThrownBy(() -> ImageFiles.read(file, 3))
          .as("byte %d", at)
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining("small.png");
    }
    Files.write(file, bytes);
    assertThat(ImageFiles.read(file, 3)).isDeepEqualTo(pixels);
  }
}
