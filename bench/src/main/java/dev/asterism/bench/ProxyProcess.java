package dev.asterism.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A proxy in a process of its own, whose processor time and memory can be told from ours.
final class ProxyProcess implements AutoCloseable {

  private static final double TICKS_PER_SECOND = 100;
  private static final String PORTKEY = "@portkey-ai/gateway@1.15.2";

  private final Process process;
  private final int port;

  private ProxyProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// {@return Asterism in front of an upstream, recording on}
  static ProxyProcess asterism(Path directory, int upstream) throws IOException {
    return asterism(directory, upstream, false);
  }

  /// {@return the same, learning}
  static ProxyProcess learning(Path directory, int upstream) throws IOException {
    return asterism(directory, upstream, true);
  }

  private static ProxyProcess asterism(Path directory, int upstream, boolean learning)
      throws IOException {
    return asterism(
        directory,
        List.of(),
        "",
        "  - {name: load, base-url: \"http://127.0.0.1:%d/v1\", api-key: sk-load}\n"
            .formatted(upstream),
        learning);
  }

  /// {@return Asterism as a benchmark wants it, recording on and learning off}
  ///
  /// @param before what stands before its command
  /// @param server what is said of the server beside its port, each with a comma before it
  /// @param providers a line for each
  static ProxyProcess configured(
      Path directory, List<String> before, String server, String providers) throws IOException {
    return asterism(directory, before, server, providers, false);
  }

  private static ProxyProcess asterism(
      Path directory, List<String> before, String server, String providers, boolean learning)
      throws IOException {
    int port = freePort();
    Path config = directory.resolve("asterism.yaml");
    Files.writeString(
        config,
        """
        server: {port: %d%s}
        data: {directory: %s}
        loop: {enabled: %s}
        providers:
        %s
        """
            .formatted(port, server, directory.resolve("data"), learning, providers));
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of(".launch", "options"),
            "-Xmx2g",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.asterism.server.Asterism",
            "serve",
            "--config",
            config.toString()));
    return start(directory, port, command.toArray(String[]::new));
  }

  /// {@return nginx with `proxy_pass` and kept-alive connections; empty where it is not installed}
  static Optional<ProxyProcess> nginx(Path directory, int upstream) throws IOException {
    Optional<Path> binary =
        Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (binary.isEmpty()) {
      return Optional.empty();
    }
    int port = freePort();
    Path config = directory.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        daemon off;
        worker_processes 2;
        pid %1$s/nginx.pid;
        error_log %1$s/nginx.log crit;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path %1$s/nginx-body;
          proxy_temp_path %1$s/nginx-proxy;
          client_max_body_size 10m;
          client_body_buffer_size 2m;
          keepalive_requests 100000000;
          upstream load { server 127.0.0.1:%3$d; keepalive 512; keepalive_requests 100000000; }
          server {
            listen 127.0.0.1:%2$d;
            location / {
              proxy_pass http://load;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
            }
          }
        }
        """
            .formatted(directory, port, upstream));
    return Optional.of(start(directory, port, binary.get().toString(), "-c", config.toString()));
  }

  /// {@return Portkey's gateway, installed by npm beside what is built; empty where that cannot be}
  static Optional<ProxyProcess> portkey(Path directory) throws IOException {
    Path home = Path.of("bench", "target", "portkey").toAbsolutePath();
    Path script = home.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
    if (!Files.exists(script) && !installed(home, PORTKEY)) {
      return Optional.empty();
    }
    int port = freePort();
    return Optional.of(
        start(directory, port, "node", script.toString(), "--port=" + port, "--headless"));
  }

  private static boolean installed(Path home, String packaged) {
    try {
      Files.createDirectories(home);
      Process npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--prefix",
                  home.toString(),
                  "--no-audit",
                  "--no-fund",
                  "--no-package-lock",
                  "--no-save",
                  packaged)
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("npm.log").toFile())
              .start();
      return npm.waitFor(5, TimeUnit.MINUTES) && npm.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ProxyProcess start(Path directory, int port, String... command)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("proxy-" + port + ".log").toFile())
            .start();
    ProxyProcess proxy = new ProxyProcess(process, port);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!proxy.answers()) {
      if (System.nanoTime() > until || !process.isAlive()) {
        proxy.close();
        throw new IOException("did not start: its output is in " + directory);
      }
      Thread.onSpinWait();
    }
    return proxy;
  }

  /// A connection alone proves nothing: a server may first try whether its port is free.
  private boolean answers() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      probe.setSoTimeout(1_000);
      probe
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return probe.getInputStream().read() >= 0;
    } catch (IOException _) {
      return false;
    }
  }

  /// {@return a port that nobody listens on}
  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /// {@return the seconds of processor time that it took so far, its children's included}
  double cpuSeconds() throws IOException {
    double sum = 0;
    for (ProcessHandle each :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      String stat = Files.readString(Path.of("/proc", Long.toString(each.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      sum += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
    return sum;
  }

  /// {@return its resident memory, in MB}
  long residentMegabytes() throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
