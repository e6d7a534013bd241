package dev.coffer.server.identity.ldap;

import com.unboundid.ldap.sdk.NameResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Directories live in private networks, so those are fine; an address where no directory can be, but
 * a cloud's metadata service is (link-local), is not (checklist J). The address that was looked at is
 * the one that is connected to.
 */
final class DirectoryAddresses extends NameResolver {

  @Override
  public InetAddress getByName(@Nullable String host) throws UnknownHostException {
    return allowed(super.getByName(host));
  }

  @Override
  public InetAddress[] getAllByName(@Nullable String host) throws UnknownHostException {
    InetAddress[] all = super.getAllByName(host);
    for (InetAddress address : all) {
      allowed(address);
    }
    return all;
  }

  private static InetAddress allowed(InetAddress address) throws UnknownHostException {
    if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
      throw new UnknownHostException("an address that no directory has");
    }
    return address;
  }

  @Override
  public void toString(StringBuilder text) {
    text.append("DirectoryAddresses");
  }
}
