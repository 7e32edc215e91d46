package dev.braid.internal.saving.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.SavingFixtures;
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
  void should_read_the_members_of_a_file_of_keras() throws IOException {
    KerasArchive archive = KerasArchive.read(SavingFixtures.file("trained.keras"));
    assertThat(archive.metadata()).contains("\"keras_version\": \"3.15.1\"");
    assertThat(archive.config()).contains("\"class_name\": \"Sequential\"");
    assertThat(Hdf5.read(archive.weights(), "model.weights.h5").dataset("optimizer/vars/0"))
        .contains(H5Dataset.of(new int[] {1}));
    assertThat(archive.assets()).isEmpty();
  }

  @Test
  void should_read_again_what_was_written() throws IOException {
    KerasArchive real = KerasArchive.read(SavingFixtures.file("trained.keras"));
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
    KerasArchive archive = KerasArchive.read(SavingFixtures.file("trained.keras"));
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
    "escapes.keras, 'has a member with the name \"assets/../../evil.txt\", which points out'",
    "absolute.keras, 'has a member with the name \"/etc/evil.txt\", which points out'",
    "no_weights.keras, 'is not a complete .keras file: \"model.weights.h5\" is missing'",
    "not_utf8.keras, '\"metadata.json\" is not UTF-8'",
    "twice.keras, 'two members with the name \"config.json\"'",
    "types.h5, 'it is not a valid zip file'"
  })
  void should_refuse_what_is_unsafe_or_incomplete(String name, String reason) {
    assertThatThrownBy(() -> KerasArchive.read(SavingFixtures.file(name)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith("\"" + name + "\" ")
        .hasMessageContaining(reason);
  }

  @Test
  void should_refuse_a_member_that_unpacks_to_too_much() {
    ZipLimits limits = new ZipLimits(10, 1 << 20);
    assertThatThrownBy(() -> SafeZip.read(SavingFixtures.file("bomb.keras"), name -> true, limits))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("\"model.weights.h5\" with 20971520 bytes");
  }

  @Test
  void should_refuse_a_member_that_declares_a_wrong_size() throws IOException {
    byte[] bomb = SavingFixtures.bytes("bomb.keras");
    // The directory now declares 16 bytes instead of 20 MiB.
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
            "\"lost.npz\" is damaged or truncated: its directory lists no members. Save or"
                + " download it again.");
    Path empty = Files.write(folder.resolve("empty.npz"), Arrays.copyOfRange(end, 78, 100));
    assertThat(SafeZip.read(empty, name -> true)).isEmpty();
  }

  @Test
  void should_refuse_too_many_members() {
    ZipLimits limits = new ZipLimits(2, 1 << 20);
    assertThatThrownBy(
            () -> SafeZip.read(SavingFixtures.file("trained.keras"), name -> true, limits))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("3 members, more than the limit of 2");
  }

  @Test
  void should_refuse_a_member_whose_checksum_is_wrong() throws IOException {
    byte[] bytes = SavingFixtures.bytes("trained.keras");
    bytes[bytes.length / 2] ^= 1;
    Path file = folder.resolve("flipped.keras");
    Files.write(file, bytes);
    assertThatThrownBy(() -> KerasArchive.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("the checksum of \"model.weights.h5\" is wrong");
  }

  @Test
  void should_report_a_missing_file() {
    assertThatThrownBy(() -> KerasArchive.read(folder.resolve("none.keras")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.keras");
  }
}
