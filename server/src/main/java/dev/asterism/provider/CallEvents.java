package dev.asterism.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hears of every call to a provider, to follow and time it.
public interface CallEvents {

  /// Calls that nobody follows.
  CallEvents NOBODY = (_, _, headers) -> new Unfollowed(headers);

  /// A call is about to be made.
  ///
  /// @param headers that came with the request that it is made for
  /// @return who follows it to its end
  Followed begun(Provider provider, String method, List<Map.Entry<String, String>> headers);

  /// One call under way.
  interface Followed {

    /// {@return the headers that it goes out with}
    List<Map.Entry<String, String>> headers();

    /// All of its answer is here, or none will come. Called once.
    ///
    /// @param status of the answer; 0 where there was none
    /// @param error the code of what went wrong
    void ended(int status, Optional<String> error);
  }

  /// Nobody follows it.
  record Unfollowed(List<Map.Entry<String, String>> headers) implements Followed {

    @Override
    public void ended(int status, Optional<String> error) {
      // Nobody waits for it.
    }
  }
}
