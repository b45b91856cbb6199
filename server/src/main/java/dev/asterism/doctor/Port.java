package dev.asterism.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Where the server is to listen.
///
/// @param port 0 for any
/// @param patience how long whoever listens there already may take to say who it is
public record Port(String host, int port, Duration patience) implements Check {

  private static final String PART = "port";

  @Override
  public List<Finding> look() {
    String where = host + ":" + port;
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return List.of(
          Finding.ok(PART, port == 0 ? "any free one will be taken" : where + " is free"));
    } catch (UnknownHostException _) {
      return List.of(
          Finding.failed(
              PART,
              "the host '" + host + "' is unknown",
              "Set server.host to an address of this machine, such as 127.0.0.1."));
    } catch (IOException e) {
      return List.of(
          isAsterism()
              ? Finding.ok(PART, "an Asterism listens on " + where + " already")
              : Finding.failed(
                  PART,
                  "%s cannot be listened on (%s)".formatted(where, e.getMessage()),
                  "Choose another with --port or server.port, or stop what listens there."));
    }
  }

  private boolean isAsterism() {
    String near = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://%s:%d/healthz".formatted(near, port)).toURL().openConnection();
      connection.setConnectTimeout((int) patience.toMillis());
      connection.setReadTimeout((int) patience.toMillis());
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readNBytes(8), StandardCharsets.UTF_8).equals("ok\n");
      } finally {
        connection.disconnect();
      }
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }
}
