package dev.asterism.gateway;

import dev.asterism.wire.ErrorBody;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/// What clients are told whose requests are so wrong that nothing of them can be routed.
final class Refusals implements DirectHandler {

  static DirectHandlers handlers() {
    return DirectHandlers.builder().addHandler(EventType.BAD_REQUEST, new Refusals()).build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    String reason =
        request.headers().contains(HeaderNames.CONTENT_ENCODING)
            ? "A body that is compressed (Content-Encoding) is not read; send it as it is."
            : "This is no HTTP request that can be read: its first line may have 4 KB, its headers"
                + " 16 KB, and both must be as RFC 9112 says.";
    ErrorBody error = new ErrorBody(reason, "invalid_request_error", "bad_request");
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .keepAlive(false)
        .entity(error.bytes())
        .build();
  }
}
