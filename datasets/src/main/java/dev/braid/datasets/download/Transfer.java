package dev.braid.datasets.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads a file from an address to a partial file beside its target, and resumes a partial file.
 *
 * <p>A second small file stores the version of the content from the server: without a checksum,
 * only the rest of the same version is appended.
 */
final class Transfer implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private final URI address;
  private final RemoteFile file;
  private final Path target;
  private final Path part;
  private final Path version;
  private final Duration timeout;
  private final DownloadProgress progress;
  private final FileChannel channel;
  private boolean resumed;

  Transfer(URI address, RemoteFile file, Path target, Duration timeout, DownloadProgress progress)
      throws IOException {
    this.address = address;
    this.file = file;
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.version = target.resolveSibling(target.getFileName() + ".version");
    this.timeout = timeout;
    this.progress = progress;
    this.channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** The partial file. */
  Path part() {
    return part;
  }

  /** Whether the partial file already had bytes of another request. */
  boolean wasResumed() {
    return resumed;
  }

  /** Requests the missing bytes and writes them. */
  void run() throws IOException {
    long start = startingPoint();
    if (start > 0 && file.checksum().isPresent() && file.checksum().get().fits(part)) {
      return;
    }
    URLConnection connection;
    try {
      connection = open(start);
    } catch (IOException e) {
      throw TransferException.refused(reason(e));
    }
    try {
      long from = begin(connection, start);
      resumed = from > 0;
      channel.truncate(from);
      channel.position(from);
      receive(connection, from);
    } finally {
      if (connection instanceof HttpURLConnection http) {
        http.disconnect();
      }
    }
  }

  private long startingPoint() throws IOException {
    // Without a checksum or a version the rest may belong to another content.
    return file.checksum().isPresent() || Files.exists(version) ? channel.size() : 0;
  }

  private URLConnection open(long start) throws IOException {
    URLConnection connection = address.toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setUseCaches(false);
    connection.setRequestProperty("User-Agent", "Braid");
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (start > 0) {
      connection.setRequestProperty("Range", "bytes=" + start + "-");
      if (file.checksum().isEmpty()) {
        connection.setRequestProperty("If-Range", Files.readString(version));
      }
    }
    connection.connect();
    return connection;
  }

  /** Reads the response; returns the offset of its content. */
  private long begin(URLConnection connection, long start) throws IOException {
    if (!(connection instanceof HttpURLConnection http)) {
      return 0;
    }
    int status;
    try {
      status = http.getResponseCode();
    } catch (IOException e) {
      throw TransferException.interrupted(reason(e), e);
    }
    if (status == HttpURLConnection.HTTP_PARTIAL) {
      Matcher range = RANGE.matcher(String.valueOf(http.getHeaderField("Content-Range")));
      if (!range.matches() || Long.parseLong(range.group(1)) != start) {
        throw TransferException.refused("the server sent another range than requested");
      }
      return start;
    }
    if (status == 416 && start > 0) {
      // The partial file is at least as long as the file: the checksum decides, or it restarts.
      discard();
      throw TransferException.interrupted("the server has no bytes after " + start, null);
    }
    if (status != HttpURLConnection.HTTP_OK) {
      boolean passing = status == 429 || status >= 500;
      String answer = "the server responds with " + status;
      throw passing
          ? TransferException.interrupted(answer, null)
          : TransferException.refused(answer);
    }
    String tag = http.getHeaderField("ETag");
    if (tag != null && !tag.startsWith("W/")) {
      Files.writeString(version, tag, StandardCharsets.UTF_8);
    } else {
      Files.deleteIfExists(version);
    }
    return 0;
  }

  private void receive(URLConnection connection, long from) throws IOException {
    long length = connection.getContentLengthLong();
    long total = length < 0 ? -1 : from + length;
    long done = from;
    progress.advanced(file.name(), done, total);
    try (InputStream in = connection.getInputStream()) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read); bytes.hasRemaining(); ) {
          channel.write(bytes);
        }
        done += read;
        progress.advanced(file.name(), done, total);
      }
    } catch (IOException e) {
      throw TransferException.interrupted(after(done, total) + ": " + reason(e), e);
    }
    if (total >= 0 && done != total) {
      throw TransferException.interrupted(after(done, total), null);
    }
  }

  private static String after(long done, long total) {
    String all = total < 0 ? "" : " of " + total;
    return "the connection was interrupted after " + done + all + " bytes";
  }

  /** Moves the partial file to the target. */
  void keep() throws IOException {
    channel.force(true);
    channel.close();
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(version);
  }

  /** Deletes the partial file. */
  void discard() throws IOException {
    channel.truncate(0);
    Files.deleteIfExists(version);
  }

  @Override
  public void close() throws IOException {
    boolean empty = channel.isOpen() && channel.size() == 0;
    channel.close();
    if (empty) {
      Files.deleteIfExists(part);
    }
  }

  /** The message of a failure. */
  static String reason(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "the server is unknown; check the network connection";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
