package dev.asterism.gateway;

/// Hears of every answer, to count and time it.
public interface GatewayEvents {

  /// An answer was sent.
  ///
  /// @param policy such as `direct` or `student`
  /// @param overheadMicros the part of the time not spent waiting for a provider
  void answered(String policy, int status, long totalMicros, long overheadMicros);
}
