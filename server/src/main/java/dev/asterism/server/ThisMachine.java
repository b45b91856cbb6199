package dev.asterism.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.Set;

/// Tells requests of people at this machine from those that a web page, or another machine, makes.
final class ThisMachine {

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private ThisMachine() {}

  /// {@return whether a request comes from this machine, by a name of its own, and from no other
  /// site}
  ///
  /// A browser names the site that a page came from, and no site may drive a server on its
  /// visitor's machine. Nor may one whose name was made to point here (DNS rebinding): then the
  /// host asked for is not one of ours.
  static boolean asks(ServerRequest request) {
    boolean loopback =
        request.remotePeer().address() instanceof InetSocketAddress peer
            && peer.getAddress().isLoopbackAddress();
    String host = request.headers().first(HeaderNames.HOST).orElse("localhost");
    String name = host.replaceFirst(":[0-9]+$", "");
    boolean ours =
        request
            .headers()
            .first(HeaderNames.ORIGIN)
            .map(origin -> origin.equals("http://" + host))
            .orElse(true);
    return loopback && NAMES.contains(name) && ours;
  }
}
