package dev.asterism.telemetry;

import java.net.URI;
import java.util.Map;

/// Where traces, metrics and the log are sent, as OTLP over HTTP.
///
/// @param endpoint without `/v1/traces`, such as `http://127.0.0.1:4318`
/// @param headers sent with each export, such as a key
/// @param service by what name this server is known there
public record OtlpSettings(URI endpoint, Map<String, String> headers, String service) {

  public OtlpSettings {
    headers = Map.copyOf(headers);
  }

  /// Keeps keys out of logs.
  @Override
  public String toString() {
    return "OtlpSettings[" + endpoint + " " + service + "]";
  }
}
