package dev.asterism.gateway;

import dev.asterism.wire.dialect.Dialect;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Tells the clients of silent streams that they go on, so that nobody on the way takes a model
/// that thinks for a connection that is dead.
///
/// A model's stream is told of once it has begun, so a ping decides nothing: who answers, and with
/// which status, is known by then. A policy may work for long before that. Its clients are told
/// after the same silence, and what goes wrong from then on is told in the stream.
final class Pings implements AutoCloseable {

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_IN_A_SILENCE = 4;

  private final Duration silence;
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private final Set<Awaited> awaited = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stream-pings").factory());

  /// @param silence after which a client is told; zero for never
  Pings(Duration silence) {
    this.silence = silence;
    if (!silence.isZero()) {
      long nanos =
          Math.min(LONGEST_LOOK.toNanos(), Math.max(1, silence.toNanos() / LOOKS_IN_A_SILENCE));
      var _ =
          watchdog.scheduleWithFixedDelay(
              () -> {
                streams.forEach(Stream::look);
                awaited.forEach(Awaited::look);
              },
              nanos,
              nanos,
              TimeUnit.NANOSECONDS);
    }
  }

  /// {@return the words for it: Anthropic has an event of its own, OpenAI's clients take a comment;
  /// Google's take nothing but chunks, of which one without words says nothing}
  private static byte[] words(Dialect dialect) {
    String words =
        switch (dialect) {
          case ANTHROPIC -> "event: ping\ndata: {\"type\":\"ping\"}\n\n";
          case OPENAI -> ": ping\n\n";
          case GEMINI -> "data: {\"candidates\":[]}\n\n";
        };
    return words.getBytes(StandardCharsets.UTF_8);
  }

  /// {@return a stream whose client is told}
  Stream stream(OutputStream out, Dialect dialect) {
    Stream stream = new Stream(out, words(dialect));
    if (!silence.isZero()) {
      streams.add(stream);
    }
    return stream;
  }

  /// {@return a stream that somebody still works at}
  ///
  /// @param head sends what stands before the stream
  Awaited awaited(Supplier<OutputStream> head, Dialect dialect) {
    Awaited stream = new Awaited(head, dialect);
    if (!silence.isZero()) {
      awaited.add(stream);
    }
    return stream;
  }

  /// {@return a stream whose client is told nothing}
  Stream silent(OutputStream out) {
    return new Stream(out, new byte[0]);
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
  }

  /// A stream of which nobody knows yet who gives it. It begins with a ping where that takes long.
  final class Awaited {

    private final Supplier<OutputStream> head;
    private final Dialect dialect;
    private final long since = System.nanoTime();
    private final ReentrantLock beginning = new ReentrantLock();
    private Optional<Stream> begun = Optional.empty();
    private boolean over;

    private Awaited(Supplier<OutputStream> head, Dialect dialect) {
      this.head = head;
      this.dialect = dialect;
    }

    private void look() {
      if (System.nanoTime() - since >= silence.toNanos()) {
        awaited.remove(this);
        var _ = Thread.ofVirtual().name("stream-ping").start(this::begin);
      }
    }

    private void begin() {
      beginning.lock();
      try {
        if (!over) {
          Stream stream = stream(head.get(), dialect);
          begun = Optional.of(stream);
          stream.greet();
        }
      } finally {
        beginning.unlock();
      }
    }

    /// {@return the stream as far as it has begun; from now on it is the caller's to begin it}
    Optional<Stream> taken() {
      awaited.remove(this);
      beginning.lock();
      try {
        over = true;
        return begun;
      } finally {
        beginning.unlock();
      }
    }
  }

  /// A stream on its way to its client. Pings stand between its frames, never inside of one.
  final class Stream implements AutoCloseable {

    /// The last four bytes of a stream of which nothing was sent yet: it is between frames.
    private static final int NOTHING_YET = 0x0a0a;

    private final OutputStream out;
    private final byte[] ping;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long lastWritten = System.nanoTime();
    private int lastBytes = NOTHING_YET;
    private boolean over;

    private Stream(OutputStream out, byte[] ping) {
      this.out = out;
      this.ping = ping;
    }

    /// Writes a piece at once.
    ///
    /// @throws IOException if the client is gone, of which the server tells by several unchecked
    ///   exceptions
    void write(byte[] bytes, int length) throws IOException {
      writing.lock();
      try {
        put(bytes, length);
        for (int i = Math.max(0, length - Integer.BYTES); i < length; i++) {
          lastBytes = lastBytes << Byte.SIZE | (bytes[i] & 0xff);
        }
      } catch (RuntimeException gone) {
        throw new IOException(gone);
      } finally {
        writing.unlock();
      }
    }

    private void put(byte[] bytes, int length) throws IOException {
      out.write(bytes, 0, length);
      out.flush();
      lastWritten = System.nanoTime();
    }

    /// A client that takes nothing would hold up whoever writes to it: each has a thread of its
    /// own.
    private void look() {
      if (isSilent() && !writing.isLocked()) {
        var _ = Thread.ofVirtual().name("stream-ping").start(this::ping);
      }
    }

    private boolean isSilent() {
      return System.nanoTime() - lastWritten >= silence.toNanos();
    }

    /// Says the first word of a stream.
    private void greet() {
      writing.lock();
      try {
        put(ping, ping.length);
      } catch (IOException | RuntimeException _) {
        over = true;
      } finally {
        writing.unlock();
      }
    }

    private void ping() {
      if (!writing.tryLock()) {
        return;
      }
      try {
        if (!over && isSilent() && isBetweenFrames()) {
          put(ping, ping.length);
        }
      } catch (IOException | RuntimeException _) {
        // The client is gone: the next piece tells whoever writes it.
        over = true;
      } finally {
        writing.unlock();
      }
    }

    /// Frames end in an empty line, whatever ends the lines.
    private boolean isBetweenFrames() {
      int two = lastBytes & 0xffff;
      return two == 0x0a0a || two == 0x0d0d || (lastBytes & 0xffffff) == 0x0a0d0a;
    }

    /// Ends the stream as one that is whole.
    void end() throws IOException {
      close();
      try {
        out.close();
      } catch (RuntimeException gone) {
        throw new IOException(gone);
      }
    }

    /// Ends the pings; one under way is waited for.
    @Override
    public void close() {
      streams.remove(this);
      writing.lock();
      try {
        over = true;
      } finally {
        writing.unlock();
      }
    }
  }
}
