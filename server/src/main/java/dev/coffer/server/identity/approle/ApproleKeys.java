package dev.coffer.server.identity.approle;

import dev.coffer.server.storage.Key;

/**
 * Where the rows of an AppRole mount lie, below {@code mount/<uuid>/}:
 *
 * <pre>
 * role/NAME              a role
 * roleid/HASH            the name of the role with that role id
 * secret/ROLE/ACCESSOR   a secret id of the role that is called ROLE inside
 * used/ROLE/ACCESSOR     when a secret id without limit was last used
 * </pre>
 */
record ApproleKeys(String prefix) {
  Key role(String name) {
    return Key.of(roles() + name);
  }

  String roles() {
    return prefix + "role/";
  }

  Key roleId(String hash) {
    return Key.of(prefix + "roleid/" + hash);
  }

  Key secretId(String role, String accessor) {
    return Key.of(secretIds(role) + accessor);
  }

  String secretIds(String role) {
    return secretIds() + role + "/";
  }

  String secretIds() {
    return prefix + "secret/";
  }

  Key used(String role, String accessor) {
    return Key.of(prefix + "used/" + role + "/" + accessor);
  }
}
