package dev.braid.saving.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.Fixtures;
import dev.braid.saving.hdf5.H5Dataset;
import dev.braid.saving.hdf5.Hdf5;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerasArchiveTest {
  @TempDir Path folder;

  @Test
  void should_take_a_file_of_keras_apart() throws IOException {
    KerasArchive archive = KerasArchive.read(Fixtures.file("trained.keras"));
    assertThat(archive.metadata()).contains("\"keras_version\": \"3.15.1\"");
    assertThat(archive.config()).contains("\"class_name\": \"Sequential\"");
    assertThat(Hdf5.read(archive.weights(), "model.weights.h5").dataset("optimizer/vars/0"))
        .contains(H5Dataset.of(new int[] {1}));
    assertThat(archive.assets()).isEmpty();
  }

  @Test
  void should_read_again_what_was_written() throws IOException {
    KerasArchive real = KerasArchive.read(Fixtures.file("trained.keras"));
    byte[] words = {1, 2, 3};
    Path file = folder.resolve("new/folder/again.keras");
    new KerasArchive(
            real.metadata(), real.config(), real.weights(), Map.of("layers/text/words.txt", words))
        .write(file);
    KerasArchive again = KerasArchive.read(file);
    assertThat(again.metadata()).isEqualTo(real.metadata());
    assertThat(again.config()).isEqualTo(real.config());
    assertThat(again.weights()).isEqualTo(real.weights());
    assertThat(again.assets()).containsOnlyKeys("layers/text/words.txt");
    assertThat(again.assets().get("layers/text/words.txt")).isEqualTo(words);
  }

  @Test
  void equal_archives_should_give_equal_bytes_in_every_time_zone() throws IOException {
    KerasArchive archive = KerasArchive.read(Fixtures.file("trained.keras"));
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      archive.write(folder.resolve("one.keras"));
      TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));
      archive.write(folder.resolve("two.keras"));
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(folder.resolve("one.keras")).hasSameBinaryContentAs(folder.resolve("two.keras"));
  }

  @ParameterizedTest
  @CsvSource({
    "escapes.keras, 'has a member called \"assets/../../evil.txt\", which points out'",
    "absolute.keras, 'has a member called \"/etc/evil.txt\", which points out'",
    "no_weights.keras, 'is no complete .keras file: it has no \"model.weights.h5\"'",
    "not_utf8.keras, '\"metadata.json\" is not UTF-8'",
    "twice.keras, 'two members called \"config.json\"'",
    "types.h5, 'it is no sound zip file'"
  })
  void should_refuse_what_is_unsafe_or_incomplete(String name, String reason) {
    assertThatThrownBy(() -> KerasArchive.read(Fixtures.file(name)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith("\"" + name + "\" ")
        .hasMessageContaining(reason);
  }

  @Test
  void should_refuse_a_member_that_unpacks_to_too_much() {
    ZipLimits limits = new ZipLimits(10, 1 << 20);
    assertThatThrownBy(() -> SafeZip.read(Fixtures.file("bomb.keras"), name -> true, limits))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("\"model.weights.h5\" with 20971520 bytes");
  }

  @Test
  void should_refuse_a_member_that_hides_how_much_it_unpacks_to() throws IOException {
    byte[] bomb = Fixtures.bytes("bomb.keras");
    // The directory's size of the member, 20 MiB, now says 16 bytes.
    int directory = lastIndexOf(bomb, new byte[] {'P', 'K', 1, 2});
    bomb[directory + 24] = 16;
    bomb[directory + 26] = 0;
    bomb[directory + 27] = 0;
    Path file = folder.resolve("liar.keras");
    Files.write(file, bomb);
    ZipLimits limits = new ZipLimits(10, 1 << 20);
    assertThatThrownBy(() -> SafeZip.read(file, name -> true, limits))
        .isInstanceOf(FileFormatException.class);
  }

  private static int lastIndexOf(byte[] bytes, byte[] sign) {
    int at = bytes.length - sign.length;
    while (Arrays.mismatch(bytes, at, at + 4, sign, 0, 4) >= 0) {
      at--;
    }
    return at;
  }

  @Test
  void should_refuse_a_directory_that_lost_its_members() throws IOException {
    byte[] end = new byte[100];
    System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, end, end.length - 22, 4);
    Path file = Files.write(folder.resolve("lost.npz"), end);
    assertThatThrownBy(() -> SafeZip.read(file, name -> true))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            "\"lost.npz\" is damaged or cut short: its directory names no members. Save or"
                + " download it again.");
    Path empty = Files.write(folder.resolve("empty.npz"), Arrays.copyOfRange(end, 78, 100));
    assertThat(SafeZip.read(empty, name -> true)).isEmpty();
  }

  @Test
  void should_refuse_too_many_members() {
    ZipLimits limits = new ZipLimits(2, 1 << 20);
    assertThatThrownBy(() -> SafeZip.read(Fixtures.file("trained.keras"), name -> true, limits))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("3 members, where 2 are allowed");
  }

  @Test
  void should_refuse_a_member_whose_checksum_is_wrong() throws IOException {
    byte[] bytes = Fixtures.bytes("trained.keras");
    bytes[bytes.length / 2] ^= 1;
    Path file = folder.resolve("flipped.keras");
    Files.write(file, bytes);
    assertThatThrownBy(() -> KerasArchive.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("the checksum of \"model.weights.h5\" is wrong");
  }

  @Test
  void should_say_that_there_is_no_such_file() {
    assertThatThrownBy(() -> KerasArchive.read(folder.resolve("none.keras")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.keras");
  }
}
