package dev.braid.datasets.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that can be reported to misbehave. */
public final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int breakAfter = Integer.MAX_VALUE;
  private final AtomicInteger breaks = new AtomicInteger();
  private volatile int status = 200;
  private volatile boolean ranges = true;
  private volatile String etag = "";

  public FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Serves a file. */
  public FileServer serve(String path, byte[] content) {
    files.put("/" + path, content);
    return this;
  }

  /** The address of a file. */
  public String address(String path) {
    return "http://localhost:" + server.getAddress().getPort() + "/" + path;
  }

  /** Closes the next connections after a number of bytes. */
  FileServer breakAfter(int bytes, int times) {
    breakAfter = bytes;
    breaks.set(times);
    return this;
  }

  FileServer status(int code) {
    status = code;
    return this;
  }

  FileServer withoutRanges() {
    ranges = false;
    return this;
  }

  FileServer etag(String tag) {
    etag = tag;
    return this;
  }

  /** The requests: path and range. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      String condition = exchange.getRequestHeaders().getFirst("If-Range");
      requests.add(range == null ? path : path + " " + range);
      byte[] content = files.get(path);
      if (content == null || status != 200) {
        exchange.sendResponseHeaders(content == null ? 404 : status, -1);
        return;
      }
      if (!etag.isEmpty()) {
        exchange.getResponseHeaders().set("ETag", etag);
      }
      int from = 0;
      if (range != null && ranges && (condition == null || condition.equals(etag))) {
        from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (from >= content.length) {
          exchange.sendResponseHeaders(416, -1);
          return;
        }
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      int length = content.length - from;
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
      boolean broken = length > breakAfter && breaks.getAndDecrement() > 0;
      exchange.getResponseBody().write(content, from, broken ? breakAfter : length);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
