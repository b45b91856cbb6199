package dev.asterism.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/// Where traces, students and the ledger are kept.
///
/// @param wanted bytes that the data may grow to
/// @param space usable bytes where a directory is
public record Disk(Path directory, long wanted, ToLongFunction<Path> space) implements Check {

  private static final String PART = "data";

  /// With less than this SQLite cannot even put away its log.
  private static final long LEAST = 128L << 20;

  /// The disk as it is.
  public Disk(Path directory, long wanted) {
    this(directory, wanted, Disk::usable);
  }

  private static long usable(Path place) {
    return place.toFile().getUsableSpace();
  }

  @Override
  public List<Finding> look() {
    Path whole = directory.toAbsolutePath().normalize();
    Path place = whole;
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    if (!Files.isDirectory(place)) {
      return List.of(
          Finding.failed(
              PART, place + " is a file", "Give a directory with --data or data.directory."));
    }
    if (!isWritable(place)) {
      return List.of(
          Finding.failed(
              PART,
              place + " cannot be written to",
              "Give its rights to this user, or another directory with --data."));
    }
    return List.of(room(whole, space.applyAsLong(place)));
  }

  private Finding room(Path whole, long usable) {
    String found = "%s is writable, %,d MB are free".formatted(whole, usable >> 20);
    if (usable < LEAST) {
      return Finding.failed(
          PART, found, "Make room, or give a directory on another disk with --data.");
    }
    if (usable < wanted) {
      return Finding.warning(
          PART,
          found,
          "Traces may grow to %,d MB: make room, or lower data.retention-mb."
              .formatted(wanted >> 20));
    }
    return Finding.ok(PART, found);
  }

  /// Only writing tells: rights say little on network disks, or to root.
  private static boolean isWritable(Path place) {
    try {
      Path probe = Files.createTempFile(place, ".asterism-doctor", "");
      try {
        Files.writeString(probe, "probe");
      } finally {
        Files.delete(probe);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
