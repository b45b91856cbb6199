package dev.asterism.provider;

import java.io.IOException;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/// Sends a request over a connection and reads the answer's head; tells a connection that breaks
/// from one that was never made.
final class Exchanging extends HttpRequestExecutor {

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback informationCallback,
      HttpContext context)
      throws IOException, HttpException {
    // A call that was cancelled meanwhile finds its connection closed, and without details.
    Optional<EndpointDetails> connected = Optional.ofNullable(connection.getEndpointDetails());
    boolean reused = connected.filter(details -> details.getRequestCount() > 0).isPresent();
    long received = received(connected);
    try {
      return super.execute(request, connection, informationCallback, context);
    } catch (MessageConstraintException e) {
      throw e;
    } catch (IOException e) {
      throw new BrokenOff(e, reused && received(connected) == received);
    }
  }

  private static long received(Optional<EndpointDetails> connected) {
    return connected.map(EndpointDetails::getReceivedBytesCount).orElse(0L);
  }
}
