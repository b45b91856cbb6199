package dev.asterism.gateway;

import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Locale;

/// A body as its client sends it; tells a client that left from one that sends no body that can be
/// read.
///
/// After a failure nothing more is read: the web server would look for a next chunk where there is
/// none.
final class ClientBody extends FilterInputStream {

  private boolean broken;

  ClientBody(ServerRequest request) {
    super(request.content().inputStream());
  }

  /// {@return whether a body is read whole: JSON, also where the client did not say so or said what
  /// curl says of everything; anything else is handed on as it comes}
  static boolean isReadWhole(ServerRequestHeaders headers) {
    String type = headers.first(HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
    return type.isEmpty()
        || type.startsWith("application/json")
        || type.startsWith("application/x-www-form-urlencoded");
  }

  /// The body cannot be cut into its chunks, nor what follows it into requests.
  static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreadable(NumberFormatException cause) {
      super(
          "A chunk of the body begins with no size that can be read: it must be a hexadecimal"
              + " number alone; chunk extensions are not understood.",
          cause);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// @throws Unreadable if what comes is no chunk
  /// @throws RequestException if the server refuses it
  /// @throws CloseConnectionException if the client left
  @Override
  public int read(byte[] into, int from, int most) {
    boolean read = false;
    try {
      int count = in.read(into, from, most);
      read = true;
      return count;
    } catch (NumberFormatException size) {
      throw new Unreadable(size);
    } catch (RequestException | CloseConnectionException told) {
      throw told;
    } catch (IOException | RuntimeException left) {
      // The server tells of a client that is gone by several unchecked exceptions.
      throw new CloseConnectionException("the client left while it sent its request", left);
    } finally {
      broken |= !read;
    }
  }

  @Override
  public void close() throws IOException {
    if (!broken) {
      super.close();
    }
  }
}
