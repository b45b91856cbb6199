package dev.asterism.store;

/// How students looked at a task's newest requests.
///
/// @param judged how many of them a live student looked at
/// @param meaning of how many it read the meaning, with an encoder
/// @param unread of how many it should have read the meaning and was not given the time
/// @param meanMicros from the input to the verdict, on average; 0 where none was judged
/// @param tailMicros the 99th percentile
public record Judging(int judged, int meaning, int unread, double meanMicros, double tailMicros) {

  /// Of what no student looked at.
  public static final Judging NONE = new Judging(0, 0, 0, 0, 0);
}
