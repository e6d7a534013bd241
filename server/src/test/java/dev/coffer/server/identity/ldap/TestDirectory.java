package dev.coffer.server.identity.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFException;
import dev.coffer.server.fake.TestAuthority;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * A real LDAP server on loopback: {@code ldap://} with StartTLS, and {@code ldaps://}. It remembers who
 * bound and what was searched for.
 */
final class TestDirectory implements AutoCloseable {
  static final String BASE = "dc=example,dc=org";
  static final String SERVICE = "cn=vault,dc=example,dc=org";
  static final String SERVICE_PASSWORD = "service-password";

  final TestAuthority authority = TestAuthority.root("CN=directory root", Instant.now());
  final List<String> bound = Collections.synchronizedList(new ArrayList<>());
  final List<String> searched = Collections.synchronizedList(new ArrayList<>());
  volatile Optional<ResultCode> failingBinds = Optional.empty();
  private final InMemoryDirectoryServer server;

  TestDirectory() {
    this(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
  }

  /** With a certificate for that name. */
  TestDirectory(GeneralName name) {
    try {
      SSLContext tls = TestAuthority.serving(authority.server(name), List.of());
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
      config.setSchema(null);
      config.addAdditionalBindCredentials(SERVICE, SERVICE_PASSWORD);
      InetAddress loopback = InetAddress.getLoopbackAddress();
      config.setListenerConfigs(
          InMemoryListenerConfig.createLDAPConfig("plain", loopback, 0, tls.getSocketFactory()),
          InMemoryListenerConfig.createLDAPSConfig("tls", loopback, 0, tls.getServerSocketFactory(), null));
      config.addInMemoryOperationInterceptor(new Watch());
      server = new InMemoryDirectoryServer(config);
      server.startListening();
      add("dn: " + BASE, "objectClass: domain", "dc: example");
      add("dn: ou=users," + BASE, "objectClass: organizationalUnit", "ou: users");
      add("dn: ou=groups," + BASE, "objectClass: organizationalUnit", "ou: groups");
      user("bob", "correct");
      user("eve", "eves own");
      group("scientists", "bob");
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private final class Watch extends InMemoryOperationInterceptor {
    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
      bound.add(request.getRequest().getBindDN());
      if (failingBinds.isPresent() && !request.getRequest().getBindDN().equals(SERVICE)) {
        throw new LDAPException(failingBinds.get(), "with words that nobody must see");
      }
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
      searched.add(request.getRequest().getFilter().toString());
    }
  }

  void add(String... lines) {
    try {
      server.add(lines);
    } catch (LDAPException | LDIFException failed) {
      throw new IllegalStateException(failed);
    }
  }

  void user(String uid, String password) {
    add("dn: uid=" + uid + ",ou=users," + BASE, "objectClass: inetOrgPerson", "uid: " + uid, "cn: The " + uid, "sn: x",
        "mail: " + uid + "@example.org", "userPrincipalName: " + uid + "@corp.example.org", "userPassword: " + password);
  }

  void group(String cn, String member) {
    add("dn: cn=" + cn + ",ou=groups," + BASE, "objectClass: groupOfNames", "cn: " + cn,
        "member: uid=" + member + ",ou=users," + BASE);
  }

  void remove(String dn) {
    try {
      server.delete(dn);
    } catch (LDAPException failed) {
      throw new IllegalStateException(failed);
    }
  }

  String url() {
    return "ldap://127.0.0.1:" + server.getListenPort("plain");
  }

  String tlsUrl() {
    return "ldaps://127.0.0.1:" + server.getListenPort("tls");
  }

  String pem() {
    return TestAuthority.pem(authority.certificate);
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
