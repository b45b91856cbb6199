package dev.asterism.provider;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/// Which addresses may be connected to. Looked at when a connection is made, so a name that means
/// another address by then gains nothing.
public enum Addresses implements DnsResolver {
  ANY,
  /// Those of the public network: not this machine, its network, or a provider's metadata service.
  PUBLIC;

  /// A host that is in a network where nobody is to be asked.
  static final class PrivateAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateAddress(String host) {
      super(host);
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    for (InetAddress address : all) {
      if (this == PUBLIC && isPrivate(address)) {
        throw new PrivateAddress(host);
      }
    }
    return all;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
  }

  /// {@return whether an address is not one of the public network} That includes those that reach
  /// an IPv4 address by way of IPv6, which may be any.
  public static boolean isPrivate(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || switch (address) {
          case Inet4Address four -> isReserved(four.getAddress());
          case Inet6Address six -> isTransition(six.getAddress());
          default -> true;
        };
  }

  /// 0/8, the shared space 100.64/10 (RFC 6598), 192.0.0/24, 198.18/15 and all from 240 on.
  private static boolean isReserved(byte[] four) {
    int first = four[0] & 0xff;
    int second = four[1] & 0xff;
    return first == 0
        || (first == 100 && second >= 64 && second < 128)
        || (first == 192 && second == 0 && four[2] == 0)
        || (first == 198 && (second == 18 || second == 19))
        || first >= 240;
  }

  /// Unique local addresses fc00::/7, and those that hold an IPv4 address: ::/96, 64:ff9b::/16,
  /// 2002::/16.
  private static boolean isTransition(byte[] six) {
    int first = (six[0] & 0xff) << 8 | (six[1] & 0xff);
    boolean empty = true;
    for (int i = 0; i < 12; i++) {
      empty &= six[i] == 0;
    }
    return (first & 0xfe00) == 0xfc00
        || empty
        || first == 0x2002
        || (first == 0x0064 && (six[2] & 0xff) == 0xff && (six[3] & 0xff) == 0x9b);
  }
}
