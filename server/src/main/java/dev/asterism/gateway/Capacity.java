package dev.asterism.gateway;

import dev.asterism.wire.ErrorBody;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.concurrent.Semaphore;

/// How many requests are answered at once. One more is told at once to come back, before its body
/// is read: a server that takes on more than it can do is slow for everybody.
final class Capacity implements Filter {

  private static final byte[] FULL =
      new ErrorBody(
              "Asterism answers as many requests as it can at once; try again in a second.",
              "rate_limit_error",
              "overloaded")
          .bytes();

  private final Semaphore free;

  Capacity(int requests) {
    this.free = new Semaphore(requests);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (!request.path().rawPath().startsWith("/v1/")) {
      chain.proceed();
    } else if (free.tryAcquire()) {
      try {
        chain.proceed();
      } finally {
        free.release();
      }
    } else {
      response.status(Status.create(429));
      response.header("Content-Type", "application/json");
      response.header("Retry-After", "1");
      response.send(FULL);
    }
  }
}
