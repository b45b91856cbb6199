package dev.asterism.provider;

import java.io.InputStream;
import java.util.Optional;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/// A request's body on its way to a provider.
public sealed interface Content {

  /// {@return its media type, as the client wrote it; empty where it wrote none}
  String type();

  /// No body.
  record None() implements Content {

    @Override
    public String type() {
      return "";
    }
  }

  /// A body that is all here.
  record Whole(String type, byte[] bytes) implements Content {

    static final String JSON = "application/json";
  }

  /// A body that is handed on as it comes, once.
  ///
  /// @param length in bytes; -1 where the client did not say
  record Coming(String type, InputStream in, long length) implements Content {}

  /// The type goes into a header of its own, so that it stays as the client wrote it.
  default Optional<HttpEntity> entity() {
    return switch (this) {
      case None _ -> Optional.empty();
      case Whole(var _, var bytes) -> Optional.of(new ByteArrayEntity(bytes, null));
      case Coming(var _, var in, var length) ->
          Optional.of(new InputStreamEntity(in, length, null));
    };
  }
}
