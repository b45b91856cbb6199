package dev.asterism.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Reads HTTP messages from one connection, one at a time: their ends are told by a Content-Length
/// or by the last chunk.
final class MessageReader {

  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int length;

  MessageReader(InputStream in) {
    this.in = in;
  }

  /// Waits for a whole message.
  ///
  /// @return its first line and headers in lower case; empty where the connection ended before it
  String next() throws IOException {
    length = 0;
    int body = -1;
    while (body < 0) {
      int searched = Math.max(0, length - 3);
      if (!more()) {
        return "";
      }
      body = bodyStart(searched);
    }
    String head = new String(buffer, 0, body, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    boolean chunked = head.contains(CHUNKED);
    int whole = chunked ? 0 : body + contentLength(head);
    while (chunked ? !endsWith(LAST_CHUNK) : length < whole) {
      if (!more()) {
        throw new IOException("the connection ended in the middle of a message");
      }
    }
    return head;
  }

  /// {@return the beginning of the last message's bytes, head and body, as text}
  String beginning(int most) {
    return new String(buffer, 0, Math.min(length, most), StandardCharsets.ISO_8859_1);
  }

  private boolean endsWith(byte[] end) {
    return length >= end.length
        && Arrays.equals(buffer, length - end.length, length, end, 0, end.length);
  }

  private boolean more() throws IOException {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * length);
    }
    int read = in.read(buffer, length, buffer.length - length);
    length += Math.max(0, read);
    return read >= 0;
  }

  private int bodyStart(int from) {
    for (int i = from; i + 3 < length; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  private static int contentLength(String head) throws IOException {
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("a message without a Content-Length: " + head);
    }
    return Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at)).strip());
  }
}
