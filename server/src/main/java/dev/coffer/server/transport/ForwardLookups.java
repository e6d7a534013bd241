package dev.coffer.server.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Names are looked up as ever, addresses never. The web server asks for the name of every caller who
 * begins a TLS connection, in a native call that holds a carrier of virtual threads: whoever answers
 * slowly for the name of an own address would stop the whole server with a few connections. Nothing
 * here needs such names; audit records tell addresses.
 *
 * <p>The JDK finds this class by {@code META-INF/services}; there is no other way to give it one.
 */
public final class ForwardLookups extends InetAddressResolverProvider {

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver usual = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return usual.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        throw new UnknownHostException("addresses are not looked up");
      }
    };
  }

  @Override
  public String name() {
    return "forward look-ups only";
  }
}
