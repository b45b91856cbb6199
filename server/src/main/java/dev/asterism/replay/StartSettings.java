package dev.asterism.replay;

import java.nio.file.Path;

/// How a server is to be started.
///
/// @param port 0 for any
public record StartSettings(
    int port,
    Path dataDirectory,
    String providerBaseUrl,
    double eps,
    double delta,
    long seed,
    boolean automaticPromotion) {}
