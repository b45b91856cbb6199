package dev.asterism.wire.dialect;

import java.util.List;

/// Renders answers that come in one piece only.
interface WholeRendering extends Rendering {

  @Override
  default List<byte[]> piece(byte[] bytes, int length) throws Unreadable {
    throw new Unreadable("it is a stream, which was not asked for");
  }

  @Override
  default List<byte[]> end() {
    return List.of();
  }
}
