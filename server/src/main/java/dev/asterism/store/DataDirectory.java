package dev.asterism.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A directory that this process alone writes to, as long as it is open.
final class DataDirectory implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static DataDirectory open(Path path) {
    Path directory = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new StoreException(
          "The data directory " + directory + " is a file; give a directory.", e);
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    DataDirectory opened = new DataDirectory(directory, lock(directory));
    try {
      Files.createDirectories(opened.students());
      opened.sweep();
    } catch (IOException e) {
      opened.close();
      throw notWritable(directory, e);
    }
    return opened;
  }

  Path path() {
    return path;
  }

  Path database() {
    return path.resolve("asterism.db");
  }

  Path students() {
    return path.resolve("students");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException _) {
      // The lock ends with the process at the latest.
    }
  }

  /// Removes the files that a killed process had not finished.
  private void sweep() throws IOException {
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(students(), "new-*.tmp")) {
      for (Path file : unfinished) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static FileChannel lock(Path directory) {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              directory.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    boolean locked = false;
    try {
      if (tryLock(channel) == null) {
        throw new StoreException(
            "The data directory "
                + directory
                + " is in use by another server (process "
                + owner(channel)
                + "); stop that one, or give this one a data directory of its own.");
      }
      byte[] process =
          Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(process), 0);
      locked = true;
      return channel;
    } catch (IOException e) {
      throw notWritable(directory, e);
    } finally {
      if (!locked) {
        closeQuietly(channel);
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    channel.read(buffer, 0);
    String process =
        new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
    return process.isEmpty() ? "unknown" : process;
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Nothing was written to it.
    }
  }

  private static StoreException notWritable(Path directory, IOException cause) {
    return new StoreException(
        "The data directory "
            + directory
            + " cannot be written to ("
            + cause.getClass().getSimpleName()
            + ": "
            + cause.getMessage()
            + "); give one that this user may create files in.",
        cause);
  }
}
