package dev.asterism.gateway;

import dev.asterism.provider.Content;
import dev.asterism.trace.TraceId;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.ErrorBody;
import dev.asterism.wire.dialect.InputItems;
import dev.asterism.wire.dialect.OwnResponse;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// Does what is asked of a response that a student gave: no provider knows of it.
final class OwnResponses {

  private static final String RESPONSES = "/v1/responses";

  private final Archive archive;
  private final Underway underway;

  OwnResponses(Archive archive, Underway underway) {
    this.archive = archive;
    this.underway = underway;
  }

  /// {@return whether the request was about a response of a student's, and is answered}
  ///
  /// @throws BadRequest if that cannot be done with such a response
  boolean answered(ServerRequest request, ServerResponse response) {
    String path = request.path().rawPath();
    if (!path.startsWith(RESPONSES + "/")) {
      return false;
    }
    String[] names = path.substring(RESPONSES.length() + 1).split("/", 2);
    Optional<String> trace = OwnResponse.trace(names[0]);
    if (trace.isEmpty()) {
      return false;
    }
    String method = request.prologue().method().text();
    Optional<byte[]> answer =
        switch (method + (names.length > 1 ? " " + names[1] : "")) {
          case "GET" -> kept(trace.get()).map(OwnResponse::whole);
          case "GET input_items" -> kept(trace.get()).map(own -> inputItems(own, request));
          case "DELETE" -> deleted(names[0], trace.get());
          case "POST cancel" -> throw notInBackground();
          default -> Optional.empty();
        };
    response.header("Content-Type", "application/json");
    if (answer.isPresent()) {
      response.send(answer.get());
    } else {
      response.status(Status.NOT_FOUND_404);
      response.send(notFound(names[0]).bytes());
    }
    return true;
  }

  /// {@return the same content; where it goes on from a response of a student's, with the
  /// conversation so far written out}
  Content continued(String path, Content content) {
    if (path.equals(RESPONSES) && content instanceof Content.Whole(var type, var bytes)) {
      Optional<String> previous = OwnResponse.previous(bytes);
      if (previous.isPresent()) {
        return new Content.Whole(
            type,
            kept(previous.get())
                .orElseThrow(() -> OwnResponse.forgotten(previous.get()))
                .continued(bytes));
      }
    }
    return content;
  }

  private Optional<OwnResponse> kept(String trace) {
    return archive.response(underway.recorded(new TraceId(trace)));
  }

  private static byte[] inputItems(OwnResponse own, ServerRequest request) {
    return InputItems.of(own)
        .page(
            request.query().first("limit").asOptional(),
            request.query().first("order").asOptional(),
            request.query().first("after").asOptional());
  }

  private Optional<byte[]> deleted(String id, String trace) {
    return archive.forget(underway.recorded(new TraceId(trace)))
        ? Optional.of(OwnResponse.deleted(id))
        : Optional.empty();
  }

  private static BadRequest notInBackground() {
    return new BadRequest(
        "",
        "Only a response that was asked for with 'background': true can be cancelled; this one was"
            + " answered at once.");
  }

  private static ErrorBody notFound(String id) {
    return new ErrorBody(
        "There is no response '" + id + "' here, or no such thing to do with one.",
        "invalid_request_error",
        "response_not_found");
  }
}
