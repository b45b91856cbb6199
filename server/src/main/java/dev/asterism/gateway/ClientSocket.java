package dev.asterism.gateway;

import dev.asterism.provider.Asker;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// The client's end of one connection, and whether it is still there.
///
/// Only reading shows that a client closed its connection. So while a client waits long, a thread
/// reads ahead: what comes is the next request and is kept for it, the end means that the client
/// left. A client that only stops sending but would still listen cannot be told from one that left;
/// like other servers, this one takes it for gone.
final class ClientSocket implements PeerInfo, Asker, Supplier<byte[]> {

  private final PeerInfo peer;
  private final DataReader socket;
  private final SlowClients slow;
  private final Runnable disconnect;

  /// What came of the request under way, and how long it was waited for; known to the connection's
  /// thread alone.
  private long received;

  private long waited;

  /// Whether no other request may follow.
  private boolean last;

  /// The reading ahead that is under way, or whose bytes nobody took yet. Only between [#watch] and
  /// [#settled] may it begin, when the connection's own thread does not read.
  private volatile Optional<FutureTask<byte[]>> ahead = Optional.empty();

  /// Who is to hear of it when the client leaves.
  private volatile Optional<Runnable> told = Optional.empty();

  /// @param disconnect closes the connection, whoever reads it
  ClientSocket(PeerInfo peer, DataReader socket, SlowClients slow, Runnable disconnect) {
    this.peer = peer;
    this.socket = socket;
    this.slow = slow;
    this.disconnect = disconnect;
  }

  /// {@return the client behind a request; one that cannot be watched counts as patient}
  static Asker of(PeerInfo peer) {
    return peer instanceof ClientSocket client ? client : Asker.PATIENT;
  }

  @Override
  public void watch(Runnable left) {
    told = Optional.of(left);
    if (ahead.isEmpty()) {
      FutureTask<byte[]> reading = new FutureTask<>(this::readAhead);
      ahead = Optional.of(reading);
      var _ = Thread.ofVirtual().name("client-watch").start(reading);
    }
  }

  @Override
  public void settled() {
    told = Optional.empty();
  }

  /// A request is answered: what comes next is another one.
  ///
  /// @param wasLast whether the client said that none will follow
  void answered(boolean wasLast) {
    last = wasLast;
    received = 0;
    waited = 0;
  }

  /// {@return the next bytes, for the connection's own thread}
  @Override
  public byte[] get() {
    if (last) {
      // The web server would wait for the client to close, which waits for the server.
      throw new CloseConnectionException("closed after the last answer");
    }
    try (SlowClients.Waiting waiting =
        received == 0 ? slow.forNext(disconnect) : slow.forMore(received, waited, disconnect)) {
      byte[] bytes = take();
      waited += received == 0 ? 0 : waiting.nanos();
      received += bytes.length;
      return bytes;
    }
  }

  private byte[] take() {
    Optional<FutureTask<byte[]>> reading = ahead;
    if (reading.isEmpty()) {
      return read();
    }
    try {
      byte[] bytes = reading.get().get();
      ahead = Optional.empty();
      return bytes;
    } catch (InterruptedException _) {
      // The server stops, and wakes who waits for a next request.
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("closed while waiting for a request");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private byte[] readAhead() {
    try {
      return read();
    } catch (RuntimeException gone) {
      told.ifPresent(Runnable::run);
      throw gone;
    }
  }

  private byte[] read() {
    socket.ensureAvailable();
    return socket.readBytes(socket.available());
  }

  @Override
  public SocketAddress address() {
    return peer.address();
  }

  @Override
  public String host() {
    return peer.host();
  }

  @Override
  public int port() {
    return peer.port();
  }

  @Override
  public Optional<Principal> tlsPrincipal() {
    return peer.tlsPrincipal();
  }

  @Override
  public Optional<Certificate[]> tlsCertificates() {
    return peer.tlsCertificates();
  }
}
