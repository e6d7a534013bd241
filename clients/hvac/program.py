"""What a Python program does with Vault, through hvac: tokens, KV 1 and 2, policies, wrapping, audit, leases."""

import os

import hvac
from hvac import exceptions


def refused(kind, call):
    """The exception of that type which the call must raise."""
    try:
        call()
    except kind as problem:
        return problem
    raise AssertionError(f"expected {kind.__name__}")


root = hvac.Client(url=os.environ["VAULT_ADDR"], token=os.environ["VAULT_TOKEN"])
assert root.is_authenticated()
assert root.sys.is_initialized() and not root.sys.is_sealed()
assert root.sys.read_health_status(method="GET")["performance_standby"] is False
assert root.sys.read_leader_status()["ha_enabled"] is False

# KV version 2
kv = root.secrets.kv.v2
first = kv.create_or_update_secret("hvac/config", {"password": "s3cret", "port": 5432})
assert first["data"]["version"] == 1
assert kv.read_secret_version("hvac/config", raise_on_deleted_version=True)["data"]["data"] == {
    "password": "s3cret",
    "port": 5432,
}
kv.patch("hvac/config", {"port": 5433})
assert kv.read_secret_version("hvac/config", raise_on_deleted_version=True)["data"]["data"]["port"] == 5433
refused(exceptions.InvalidRequest, lambda: kv.create_or_update_secret("hvac/config", {"a": "b"}, cas=0))
kv.create_or_update_secret("hvac/config", {"a": "b"}, cas=2)
assert kv.read_secret_version("hvac/config", version=1, raise_on_deleted_version=True)["data"]["data"]["port"] == 5432
assert kv.list_secrets("hvac")["data"]["keys"] == ["config"]
kv.update_metadata("hvac/config", max_versions=5, custom_metadata={"team": "payments"})
metadata = kv.read_secret_metadata("hvac/config")["data"]
assert metadata["current_version"] == 3 and metadata["custom_metadata"] == {"team": "payments"}
assert root.read("secret/subkeys/hvac/config")["data"]["subkeys"] == {"a": None}
kv.delete_latest_version_of_secret("hvac/config")
gone = refused(exceptions.InvalidPath, lambda: kv.read_secret_version("hvac/config", raise_on_deleted_version=True))
assert gone.json["data"]["metadata"]["deletion_time"] != ""
kv.undelete_secret_versions("hvac/config", [3])
kv.destroy_secret_versions("hvac/config", [1])
assert kv.read_secret_metadata("hvac/config")["data"]["versions"]["1"]["destroyed"] is True
kv.delete_metadata_and_all_versions("hvac/config")
refused(exceptions.InvalidPath, lambda: kv.list_secrets("hvac"))

# KV version 1 at a mount of its own
root.sys.enable_secrets_engine("kv", path="hvac-v1", options={"version": "1"})
root.secrets.kv.v1.create_or_update_secret("a/b", {"x": "y"}, mount_point="hvac-v1")
read = root.secrets.kv.v1.read_secret("a/b", mount_point="hvac-v1")
assert read["data"] == {"x": "y"} and read["lease_duration"] == 2764800
assert root.secrets.kv.v1.list_secrets("a", mount_point="hvac-v1")["data"]["keys"] == ["b"]
assert "hvac-v1/" in root.sys.list_mounted_secrets_engines()["data"]
root.sys.tune_mount_configuration("hvac-v1", default_lease_ttl="1h", description="tuned")
assert root.sys.read_mount_configuration("hvac-v1")["data"]["default_lease_ttl"] == 3600
root.sys.disable_secrets_engine("hvac-v1")

# Policies and tokens
root.sys.create_or_update_policy(
    "hvac-reader", 'path "secret/data/hvac/*" { capabilities = ["read"] }'
)
assert "hvac-reader" in root.sys.list_policies()["data"]["policies"]
assert "hvac/*" in root.sys.read_policy("hvac-reader")["data"]["rules"]
kv.create_or_update_secret("hvac/app", {"k": "v"})
kv.create_or_update_secret("other/app", {"k": "v"})
made = root.auth.token.create(policies=["hvac-reader"], ttl="1h", num_uses=0, meta={"for": "test"})["auth"]
assert made["lease_duration"] == 3600 and made["policies"] == ["default", "hvac-reader"]
reader = hvac.Client(url=os.environ["VAULT_ADDR"], token=made["client_token"])
assert reader.secrets.kv.v2.read_secret_version("hvac/app", raise_on_deleted_version=True)["data"]["data"] == {"k": "v"}
refused(
    exceptions.Forbidden,
    lambda: reader.secrets.kv.v2.read_secret_version("other/app", raise_on_deleted_version=True),
)
refused(exceptions.Forbidden, lambda: reader.secrets.kv.v2.create_or_update_secret("hvac/app", {"k": "w"}))
assert reader.auth.token.lookup_self()["data"]["meta"] == {"for": "test"}
assert reader.auth.token.renew_self(increment="2h")["auth"]["client_token"] == made["client_token"]
assert root.auth.token.lookup_accessor(made["accessor"])["data"]["display_name"] == "token-token"
assert reader.sys.get_capabilities(["secret/data/hvac/app"])["data"]["secret/data/hvac/app"] == ["read"]
reader.auth.token.revoke_self()
assert not reader.is_authenticated()
root.auth.token.create_or_update_role("hvac-role", allowed_policies=["hvac-reader"], orphan=True)
assert root.auth.token.create(role_name="hvac-role")["auth"]["orphan"] is True

# Wrapping
wrapped = root.auth.token.create(policies=["hvac-reader"], wrap_ttl="60s")["wrap_info"]
stranger = hvac.Client(url=os.environ["VAULT_ADDR"])
opened = stranger.sys.unwrap(wrapped["token"])
assert opened["auth"]["policies"] == ["default", "hvac-reader"]
refused(exceptions.InvalidRequest, lambda: stranger.sys.unwrap(wrapped["token"]))

# Odds and ends
assert len(root.seal_status["cluster_id"]) == 36
assert root.sys.read_seal_status()["sealed"] is False
root.write_data("cubbyhole/mine", data={"a": "b"})
assert root.read("cubbyhole/mine")["data"] == {"a": "b"}
print("hvac: ok")
