package dev.asterism.tool;

import dev.asterism.chat.Schema;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// An HTTP endpoint that specialists may call. Where it is and how it is asked is configured; a
/// model gives the arguments and nothing else.
///
/// @param name by which models call it
/// @param description what it is good for
/// @param parameters the form of its arguments, an object's
/// @param url without a query
/// @param key sent as a bearer token; empty where it asks for none
/// @param patience how long a call may take in all
/// @param longest bytes of an answer
/// @param inside whether it may have a private address
public record HttpTool(
    String name,
    String description,
    Schema parameters,
    URI url,
    Method method,
    Optional<String> key,
    Duration patience,
    int longest,
    boolean inside)
    implements Tool {

  /// How it is asked.
  public enum Method {
    /// With the arguments as the query.
    GET,
    /// With the arguments as a JSON body.
    POST
  }

  /// Keeps the key out of logs.
  @Override
  public String toString() {
    return "HttpTool[" + name + " " + method + " " + url + "]";
  }
}
