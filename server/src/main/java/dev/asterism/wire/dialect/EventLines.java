package dev.asterism.wire.dialect;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Cuts the bytes of a stream into the payloads of its server-sent events, however they arrive.
///
/// Lines end in LF, CRLF or CR; an event's data lines are joined by LF; comments, names and what
/// else there is are left out. An event is bounded.
public final class EventLines {

  private static final int LONGEST = 16 << 20;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean any;
  private boolean afterReturn;

  /// {@return the payloads of the events that end in a piece}
  ///
  /// @throws Unreadable if an event is too long
  public List<byte[]> take(byte[] bytes, int length) throws Unreadable {
    List<byte[]> payloads = new ArrayList<>();
    int begun = 0;
    for (int i = 0; i < length; i++) {
      byte at = bytes[i];
      if (at == '\n' || at == '\r') {
        line.write(bytes, begun, i - begun);
        begun = i + 1;
        if (!(at == '\n' && afterReturn && line.size() == 0)) {
          endLine(payloads);
        }
      }
      afterReturn = at == '\r';
    }
    line.write(bytes, begun, length - begun);
    if (line.size() + data.size() > LONGEST) {
      throw new Unreadable("an event of its stream is larger than 16 MB");
    }
    return payloads;
  }

  /// {@return the payload of the last event, where a stream ends without the empty line}
  public List<byte[]> end() {
    List<byte[]> payloads = new ArrayList<>();
    endLine(payloads);
    if (any) {
      payloads.add(data.toByteArray());
    }
    return payloads;
  }

  private void endLine(List<byte[]> payloads) {
    byte[] text = line.toByteArray();
    line.reset();
    if (text.length == 0) {
      if (any) {
        payloads.add(data.toByteArray());
        data.reset();
        any = false;
      }
      return;
    }
    if (text.length >= 5
        && text[0] == 'd'
        && text[1] == 'a'
        && text[2] == 't'
        && text[3] == 'a'
        && text[4] == ':') {
      int from = text.length > 5 && text[5] == ' ' ? 6 : 5;
      if (any) {
        data.write('\n');
      }
      data.write(text, from, text.length - from);
      any = true;
    }
  }
}
