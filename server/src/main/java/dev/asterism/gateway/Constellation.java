package dev.asterism.gateway;

import dev.asterism.perform.Members;
import dev.asterism.provider.Asker;
import dev.asterism.provider.Reply;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.dialect.Api;
import java.time.Duration;

/// All models, asked on behalf of one exchange: with its client's headers, and where a model's part
/// of its conversation began.
final class Constellation implements Members {

  private final Forwarding forwarding;
  private final Exchange exchange;
  private final Purchase purchase;
  private final Api own;

  /// @param purchase what pays for it
  /// @param own what the client speaks; its query goes only to those who are asked in the same
  Constellation(Forwarding forwarding, Exchange exchange, Purchase purchase, Api own) {
    this.forwarding = forwarding;
    this.exchange = exchange;
    this.purchase = purchase;
    this.own = own;
  }

  @Override
  public Opened open(String model, Api api, byte[] body, Asker asker, Duration patience)
      throws UpstreamException {
    purchase.of(model, body.length);
    Attempts attempts = exchange.attempts().of(model, patience);
    String query = api == own ? exchange.query() : "";
    Reply reply =
        forwarding
            .fallback()
            .open(
                attempts,
                forwarding.providers(model),
                provider ->
                    forwarding
                        .interpreter()
                        .ask(provider, api, query, exchange.headers(), body, asker));
    return new Opened(reply, attempts.serving());
  }
}
