package dev.asterism.gateway;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/// Writes to a client, which is disconnected if it takes nothing for too long: one that vanished
/// without a word, or stopped reading, would hold its place and the provider's answer for ever.
///
/// @param out the connection
/// @param disconnect closes it
record PatientWriter(DataWriter out, SlowClients slow, Runnable disconnect) implements DataWriter {

  @Override
  public void write(BufferData... buffers) {
    try (SlowClients.Waiting _ = slow.forTaking(disconnect)) {
      out.write(buffers);
    }
  }

  @Override
  public void write(BufferData buffer) {
    try (SlowClients.Waiting _ = slow.forTaking(disconnect)) {
      out.write(buffer);
    }
  }

  @Override
  public void writeNow(BufferData... buffers) {
    try (SlowClients.Waiting _ = slow.forTaking(disconnect)) {
      out.writeNow(buffers);
    }
  }

  @Override
  public void writeNow(BufferData buffer) {
    try (SlowClients.Waiting _ = slow.forTaking(disconnect)) {
      out.writeNow(buffer);
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.close();
  }
}
