package dev.asterism.provider;

import dev.asterism.chat.Usage;
import dev.asterism.wire.dialect.Rendering;
import dev.asterism.wire.dialect.Translation;
import dev.asterism.wire.dialect.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;

/// A provider's answer: its head is here, its body is on the way.
public final class Reply implements AutoCloseable {

  private static final int PIECE = 16_384;
  private static final int LARGEST = 64 << 20;

  private final ClassicHttpResponse response;
  private final Upstream.Deadline deadline;
  private final List<Map.Entry<String, String>> headers;
  private final Optional<Translation> translation;
  private boolean finished;

  Reply(
      ClassicHttpResponse response,
      Upstream.Deadline deadline,
      List<Map.Entry<String, String>> headers) {
    this(response, deadline, headers, Optional.empty());
  }

  private Reply(
      ClassicHttpResponse response,
      Upstream.Deadline deadline,
      List<Map.Entry<String, String>> headers,
      Optional<Translation> translation) {
    this.response = response;
    this.deadline = deadline;
    this.headers = List.copyOf(headers);
    this.translation = translation;
  }

  /// {@return the same answer, told in the language of the client}
  Reply told(Translation by) {
    List<Map.Entry<String, String>> told = new ArrayList<>(BodyHeaders.without(headers));
    told.add(Map.entry("Content-Type", isEvents() ? "text/event-stream" : "application/json"));
    return new Reply(response, deadline, told, Optional.of(by));
  }

  /// {@return whether the provider speaks another language than the client}
  public boolean isTranslated() {
    return translation.isPresent();
  }

  /// {@return the client's fields that the provider lacks and that were done in another way}
  public Set<String> emulated() {
    return translation.map(Translation::emulated).orElse(Set.of());
  }

  /// {@return what a translated answer said of its usage, once it is there}
  public Optional<Usage> usage() {
    return translation.flatMap(by -> by.rendering().usage());
  }

  public int status() {
    return response.getCode();
  }

  /// {@return the headers that may be passed back}
  public List<Map.Entry<String, String>> headers() {
    return headers;
  }

  /// {@return whether the body is a stream of server-sent events}
  public boolean isEvents() {
    return HeaderLines.first(headers, "content-type")
        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
        .isPresent();
  }

  /// {@return whether there is a body at all, be it empty: not after HEAD, nor with some statuses}
  public boolean hasBody() {
    return response.getEntity() != null;
  }

  /// Takes the body's pieces as they come.
  public interface Pieces {
    void take(byte[] bytes, int length) throws IOException;
  }

  /// A client that is gone: not the provider's fault.
  public static final class ClientGone extends IOException {

    private static final long serialVersionUID = 1L;

    ClientGone(IOException cause) {
      super(cause);
    }
  }

  /// Hands over the body piece by piece, each as soon as it is there.
  ///
  /// @throws UpstreamException if the body breaks off, or cannot be translated
  /// @throws ClientGone if a piece could not be handed over; the call is then cancelled
  public void forEachPiece(Pieces pieces) throws UpstreamException, ClientGone {
    if (translation.isEmpty()) {
      this.<RuntimeException>read((bytes, length) -> hand(pieces, bytes, length));
      return;
    }
    Rendering rendering = translation.get().rendering();
    try {
      if (status() / 100 != 2) {
        whole(pieces, rendering.fault(status(), collect()));
      } else if (isEvents()) {
        int[] sum = {0};
        this.<Unreadable>read((bytes, length) -> {
          sum[0] += length;
          if (sum[0] > LARGEST) {
            throw tooLarge();
          }
          for (byte[] frame : rendering.piece(bytes, length)) {
            whole(pieces, frame);
          }
        });
        for (byte[] frame : rendering.end()) {
          whole(pieces, frame);
        }
      } else {
        whole(pieces, rendering.whole(collect()));
      }
    } catch (Unreadable e) {
      throw new UpstreamException(
          502, "upstream_invalid", "The provider's answer cannot be used: " + e.getMessage() + ".");
    }
  }

  /// Takes what came; what it fails of is not the connection's fault.
  private interface Taking<E extends Exception> {
    void take(byte[] bytes, int length) throws ClientGone, UpstreamException, E;
  }

  private <E extends Exception> void read(Taking<E> taking)
      throws UpstreamException, ClientGone, E {
    byte[] buffer = new byte[PIECE];
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      finished = true;
      return;
    }
    try {
      InputStream body = content(entity);
      for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
        deadline.heard();
        taking.take(buffer, length);
        deadline.heard();
      }
      finished = true;
      deadline.met();
    } catch (ClientGone gone) {
      throw gone;
    } catch (IOException e) {
      throw deadline.failure(e, "upstream_cut_off", "broke off its answer");
    }
  }

  /// Nobody asked for a compressed answer; where one came all the same, only whoever passes it on
  /// as it is need not read it.
  private InputStream content(HttpEntity entity) throws IOException {
    String coding = String.valueOf(entity.getContentEncoding()).toLowerCase(Locale.ROOT);
    return translation.isPresent() && (coding.equals("gzip") || coding.equals("x-gzip"))
        ? new GZIPInputStream(entity.getContent())
        : entity.getContent();
  }

  private byte[] collect() throws UpstreamException, ClientGone {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    this.<RuntimeException>read((bytes, length) -> {
      if (whole.size() + length > LARGEST) {
        throw tooLarge();
      }
      whole.write(bytes, 0, length);
    });
    return whole.toByteArray();
  }

  private static UpstreamException tooLarge() {
    return new UpstreamException(
        502, "upstream_too_large", "The provider's answer is larger than 64 MB.");
  }

  private static void whole(Pieces pieces, byte[] bytes) throws ClientGone {
    hand(pieces, bytes, bytes.length);
  }

  private static void hand(Pieces pieces, byte[] buffer, int length) throws ClientGone {
    try {
      pieces.take(buffer, length);
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new ClientGone(e instanceof IOException io ? io : new IOException(e));
    }
  }

  /// {@return the whole body}
  public byte[] body() throws UpstreamException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try {
      forEachPiece((bytes, length) -> {
        if (whole.size() + length > LARGEST) {
          throw new IOException("too large");
        }
        whole.write(bytes, 0, length);
      });
    } catch (ClientGone _) {
      throw tooLarge();
    }
    return whole.toByteArray();
  }

  /// Ends the call; cancels it where the body was not read to its end.
  @Override
  public void close() {
    if (!finished) {
      deadline.cancel();
      if (response instanceof ModalCloseable closeable) {
        closeable.close(CloseMode.IMMEDIATE);
        return;
      }
    }
    deadline.met();
    try {
      response.close();
    } catch (IOException _) {
      // The connection is not kept, then.
    }
  }
}
