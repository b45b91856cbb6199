package dev.asterism.replay;

/// Starts servers for replays and demos: the same that `serve` starts.
public interface ServerStarter {

  ServerUnderTest start(StartSettings settings);
}
