package dev.asterism.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Reads HTTP messages from one connection, one at a time: their ends are told by a Content-Length
/// or by the last chunk. Of a message its beginning is kept, so that many connections with long
/// messages take little memory.
final class MessageReader {

  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;
  private final byte[] kept = new byte[1 << 16];
  private final byte[] read = new byte[1 << 16];
  private final byte[] end = new byte[LAST_CHUNK.length];
  private long length;

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
      int searched = Math.max(0, keptLength() - 3);
      if (!more()) {
        return "";
      }
      body = bodyStart(searched);
      if (body < 0 && length > kept.length) {
        throw new IOException(
            "a message whose head is longer than %d bytes".formatted(kept.length));
      }
    }
    String head = new String(kept, 0, body, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    boolean chunked = head.contains(CHUNKED);
    long whole = chunked ? 0 : body + contentLength(head);
    while (chunked ? !Arrays.equals(end, LAST_CHUNK) : length < whole) {
      if (!more()) {
        throw new IOException("the connection ended in the middle of a message");
      }
    }
    return head;
  }

  /// {@return the beginning of the last message's bytes, head and body, as text}
  String beginning(int most) {
    return new String(kept, 0, Math.min(keptLength(), most), StandardCharsets.ISO_8859_1);
  }

  private int keptLength() {
    return (int) Math.min(length, kept.length);
  }

  private boolean more() throws IOException {
    int count = in.read(read);
    if (count < 0) {
      return false;
    }
    int place = keptLength();
    System.arraycopy(read, 0, kept, place, Math.min(count, kept.length - place));
    int ending = Math.min(count, end.length);
    System.arraycopy(end, ending, end, 0, end.length - ending);
    System.arraycopy(read, count - ending, end, end.length - ending, ending);
    length += count;
    return true;
  }

  private int bodyStart(int from) {
    for (int i = from; i + 3 < keptLength(); i++) {
      if (kept[i] == '\r' && kept[i + 1] == '\n' && kept[i + 2] == '\r' && kept[i + 3] == '\n') {
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
