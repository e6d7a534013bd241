package dev.coffer.server.identity.approle;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.LoginMethod;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.Renewed;
import dev.coffer.server.identity.token.TokenEntry;

/** One AppRole mount. */
public final class Approle implements LoginMethod {
  private final String mountPath;
  private final String mountType;
  private final ApproleRoles roles;
  private final SecretIds secretIds;
  private final ApproleLogin login;
  private final ApproleTidy tidy;

  Approle(String mountPath, String mountType, ApproleCore core, LastUses lastUses) {
    this.mountPath = mountPath;
    this.mountType = mountType;
    this.roles = new ApproleRoles(core);
    this.secretIds = new SecretIds(core, lastUses);
    this.login = new ApproleLogin(core, lastUses);
    this.tidy = new ApproleTidy(core);
  }

  public ApproleRoles roles() {
    return roles;
  }

  public SecretIds secretIds() {
    return secretIds;
  }

  /**
   * Who logs in. Nothing is counted yet: the proof brings that with it.
   *
   * @param secretId {@code ""} for none
   * @param address where the request came from
   * @throws Refused {@code Malformed} in Vault's words, the same for an unknown role id and a wrong
   *     secret id; {@code Forbidden} from a network that the tokens could not be used from
   */
  public Proof prove(String roleId, String secretId, String address) {
    return login.prove(new ApproleLogin.Attempt(roleId, secretId, address), mountPath, mountType);
  }

  /** Removes secret ids that have ended. */
  public void tidy() {
    tidy.run();
  }

  @Override
  public Renewed renewing(TokenEntry token) {
    return roles
        .find(ApproleLogin.roleOf(token.meta()))
        .map(ApproleRole::tokens)
        .map(Renewed::by)
        .orElseThrow(
            () -> Refused.malformed("the role does not exist during renewal"));
  }
}
