package dev.asterism.provider;

/// Who waits for an answer, and may leave before it is there.
public interface Asker {

  /// One that never leaves, such as an audit.
  Asker PATIENT =
      new Asker() {
        @Override
        public void watch(Runnable left) {
          // There is nothing to watch.
        }

        @Override
        public void settled() {
          // There was nothing to watch.
        }
      };

  /// Begins to watch; runs `left` if the asker leaves before the call is settled.
  void watch(Runnable left);

  /// The call is over, and nobody needs to be told any more.
  void settled();
}
