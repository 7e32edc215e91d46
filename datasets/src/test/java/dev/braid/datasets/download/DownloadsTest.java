package dev.braid.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {
  private static final byte[] CONTENT = content(300_000);

  @TempDir Path folder;
  private FileServer server;
  private Downloads downloads;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer().serve("file.bin", CONTENT);
    downloads =
        Downloads.standard()
            .cacheFolder(folder)
            .progress(DownloadProgress.silent())
            .timeout(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31 + i / 251);
    }
    return content;
  }

  private static Checksum checksum(byte[] content) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
      return Checksum.sha256(HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private RemoteFile file(String... addresses) {
    return RemoteFile.of("file.bin", checksum(CONTENT), addresses);
  }

  private RemoteFile file() {
    return file(server.address("file.bin"));
  }

  private Path draft() {
    return folder.resolve("set").resolve("file.bin.part");
  }

  private List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("set"))) {
      return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }

  @Test
  void should_download_a_file_once_and_then_use_the_cache() throws IOException {
    Path first = downloads.get("set", file());
    Path second = downloads.get("set", file());

    assertThat(first).isEqualTo(second).hasBinaryContent(CONTENT);
    assertThat(first).isEqualTo(folder.resolve("set").resolve("file.bin"));
    assertThat(server.requests()).containsExactly("/file.bin");
    assertThat(leftovers()).containsExactly(".lock", "file.bin");
  }

  @Test
  void should_resume_an_interrupted_connection() throws IOException {
    server.breakAfter(100_000, 2);

    assertThat(downloads.get("set", file())).hasBinaryContent(CONTENT);
    assertThat(server.requests())
        .containsExactly("/file.bin", "/file.bin bytes=100000-", "/file.bin bytes=200000-");
  }

  @Test
  void should_resume_the_partial_file_of_an_earlier_run() throws IOException {
    server.breakAfter(50_000, 3);
    assertThatThrownBy(() -> downloads.get("set", file()))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("interrupted after 150000 of 300000 bytes");
    assertThat(draft()).hasSize(150_000);

    assertThat(downloads.get("set", file())).hasBinaryContent(CONTENT);
    assertThat(server.requests()).endsWith("/file.bin bytes=150000-");
  }

  @Test
  void should_restart_if_the_server_does_not_support_ranges() throws IOException {
    server.withoutRanges().breakAfter(100_000, 1);

    assertThat(downloads.get("set", file())).hasBinaryContent(CONTENT);
  }

  @Test
  void should_restart_if_the_partial_file_is_of_another_file() throws IOException {
    Files.createDirectories(draft().getParent());
    Files.write(draft(), new byte[1000]);

    assertThat(downloads.get("set", file())).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/file.bin bytes=1000-", "/file.bin");
  }

  @Test
  void should_restart_if_the_partial_file_is_longer_than_the_file() throws IOException {
    Files.createDirectories(draft().getParent());
    Files.write(draft(), new byte[400_000]);

    assertThat(downloads.get("set", file())).hasBinaryContent(CONTENT);
  }

  @Test
  void should_keep_a_complete_partial_file() throws IOException {
    Files.createDirectories(draft().getParent());
    Files.write(draft(), CONTENT);

    assertThat(downloads.get("set", file())).hasBinaryContent(CONTENT);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void should_reject_another_content_and_delete_it() throws IOException {
    server.serve("file.bin", content(299_999));

    assertThatThrownBy(() -> downloads.get("set", file()))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("another checksum")
        .hasMessageContaining(checksum(CONTENT).hex());
    assertThat(leftovers()).containsExactly(".lock");
  }

  @Test
  void should_download_damaged_cached_files_again() throws IOException {
    Path path = downloads.get("set", file());
    Files.write(path, new byte[10]);

    assertThat(downloads.get("set", file())).hasBinaryContent(CONTENT);
  }

  @Test
  void should_accept_a_file_that_was_put_there_manually() throws IOException {
    Files.createDirectories(folder.resolve("set"));
    Files.write(folder.resolve("set").resolve("file.bin"), CONTENT);
    server.close();

    assertThat(downloads.get("set", file())).hasBinaryContent(CONTENT);
  }

  @Test
  void should_try_the_next_address_if_one_has_no_file() throws IOException {
    assertThat(downloads.get("set", file(server.address("gone.bin"), server.address("file.bin"))))
        .hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/gone.bin", "/file.bin");
  }

  @Test
  void should_try_a_mirror_first() throws IOException {
    server.serve("copies/set/file.bin", CONTENT);

    downloads.mirror(server.address("copies")).get("set", file());

    assertThat(server.requests()).containsExactly("/copies/set/file.bin");
  }

  @Test
  void should_retry_if_the_server_is_busy_and_report_it() {
    server.status(503);

    assertThatThrownBy(() -> downloads.get("set", file()))
        .hasMessageContaining("the server responds with 503");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void should_state_offline_where_to_put_the_file_manually() {
    String address = server.address("file.bin");
    server.close();

    assertThatThrownBy(() -> downloads.get("set", file(address)))
        .isInstanceOfSatisfying(
            DownloadException.class,
            e -> assertThat(e.target()).isEqualTo(folder.resolve("set").resolve("file.bin")))
        .hasMessage(
            "\"file.bin\" could not be downloaded:\n  "
                + address
                + ": Connection refused\n"
                + "Download it in another way and put it at\n  "
                + folder.resolve("set").resolve("file.bin")
                + "\nIts SHA-256 is "
                + checksum(CONTENT).hex()
                + "\nSet the address of a folder with copies by"
                + " -Dbraid.datasets.mirror=<address of a folder>.");
  }

  @Test
  void should_reject_unchecked_files_over_insecure_connections() {
    assertThatThrownBy(() -> RemoteFile.unchecked("file.bin", "http://example.org/file.bin"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"file.bin\" requires a checksum or an https address, received"
                + " http://example.org/file.bin");
    assertThat(RemoteFile.unchecked("file.bin", "https://example.org/file.bin").addresses())
        .hasSize(1);
  }

  @Test
  void should_append_only_to_the_same_version_without_a_checksum() throws IOException {
    RemoteFile unchecked = RemoteFile.unchecked("file.bin", server.address("file.bin"));
    server.etag("\"one\"").breakAfter(100_000, 3).withoutRanges();
    assertThatThrownBy(() -> downloads.get("set", unchecked)).isInstanceOf(IOException.class);
    byte[] second = content(250_000);
    second[0] = 77;
    server.serve("file.bin", second).etag("\"two\"");

    assertThat(downloads.get("set", unchecked)).hasBinaryContent(second);
  }

  @Test
  void should_resume_the_same_version_without_a_checksum() throws IOException {
    RemoteFile unchecked = RemoteFile.unchecked("file.bin", server.address("file.bin"));
    server.etag("\"one\"").breakAfter(100_000, 1);

    assertThat(downloads.get("set", unchecked)).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("/file.bin", "/file.bin bytes=100000-");
    assertThat(leftovers()).containsExactly(".lock", "file.bin");
  }

  @Test
  void should_report_progress() throws IOException {
    List<Long> reported = new ArrayList<>();
    server.breakAfter(100_000, 1);

    downloads
        .progress(
            (name, done, total) -> {
              assertThat(name).isEqualTo("file.bin");
              assertThat(total).isEqualTo(CONTENT.length);
              reported.add(done);
            })
        .get("set", file());

    assertThat(reported).isSorted().startsWith(0L).contains(100_000L).endsWith(300_000L);
  }

  @Test
  void should_download_a_file_once_for_several_threads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Path> task = () -> downloads.get("set", file());
      for (Future<Path> path : threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(path.get()).hasBinaryContent(CONTENT);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void should_draw_a_bar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DownloadProgress bar =
        DownloadProgress.bar(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    bar.advanced("f", 0, 4 << 20);
    bar.advanced("f", 2 << 20, 4 << 20);
    bar.advanced("f", 2 << 20, 4 << 20);
    bar.advanced("f", 4 << 20, 4 << 20);

    String full = "━".repeat(30);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "\rf "
                + " ".repeat(30)
                + " 0% of 4.0 MB"
                + "\rf "
                + "━".repeat(15)
                + " ".repeat(15)
                + " 50% of 4.0 MB"
                + "\rf "
                + full
                + " 100% of 4.0 MB\n");
  }

  @Test
  void should_reject_an_invalid_checksum() {
    assertThatThrownBy(() -> Checksum.sha256("abc")).hasMessageContaining("64 hexadecimal digits");
  }
}
