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

  /// A call begins that `cancel` breaks off at any time until it is settled. For those who give up
  /// by themselves; whoever leaves is seen by being watched.
  default void began(Runnable cancel) {
    // Most wait until they are answered.
  }

  /// Begins to watch; runs `left` if the asker leaves before the call is settled.
  void watch(Runnable left);

  /// The call is over, and nobody needs to be told any more.
  void settled();
}
