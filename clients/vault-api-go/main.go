// What a Go program does with Vault, through its own API module; address and token come from the environment.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"

	vault "github.com/hashicorp/vault/api"
)

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func check(holds bool, what string) {
	if !holds {
		log.Fatalf("does not hold: %s", what)
	}
}

func status(err error) int {
	var answer *vault.ResponseError
	if errors.As(err, &answer) {
		return answer.StatusCode
	}
	return 0
}

func main() {
	ctx := context.Background()
	client, err := vault.NewClient(vault.DefaultConfig())
	must(err)

	health, err := client.Sys().Health()
	must(err)
	check(health.Initialized && !health.Sealed, "the server is ready")

	kv := client.KVv2("secret")
	written, err := kv.Put(ctx, "db/user-service", map[string]interface{}{"host": "db1", "password": "s3cret"})
	must(err)
	check(written.VersionMetadata.Version == 1, "the first version is 1")
	secret, err := kv.Get(ctx, "db/user-service")
	must(err)
	check(secret.Data["password"].(string) == "s3cret", "the value comes back")
	_, err = kv.Patch(ctx, "db/user-service", map[string]interface{}{"host": "db2"})
	must(err)
	_, err = kv.Put(ctx, "db/user-service", map[string]interface{}{"x": "y"}, vault.WithCheckAndSet(1))
	check(status(err) == http.StatusBadRequest, "a stale cas is refused")
	first, err := kv.GetVersion(ctx, "db/user-service", 1)
	must(err)
	check(first.Data["host"].(string) == "db1", "version 1 is as it was")
	_, err = kv.Rollback(ctx, "db/user-service", 1)
	must(err)
	must(kv.PutMetadata(ctx, "db/user-service", vault.KVMetadataPutInput{CustomMetadata: map[string]interface{}{"team": "a"}}))
	metadata, err := kv.GetMetadata(ctx, "db/user-service")
	must(err)
	check(metadata.CurrentVersion == 3 && metadata.CustomMetadata["team"] == "a", "metadata")
	must(kv.Delete(ctx, "db/user-service"))
	must(kv.Undelete(ctx, "db/user-service", []int{3}))
	must(kv.Destroy(ctx, "db/user-service", []int{1}))
	listed, err := client.Logical().List("secret/metadata/db")
	must(err)
	check(len(listed.Data["keys"].([]interface{})) == 1, "the list has one key")
	must(kv.DeleteMetadata(ctx, "db/user-service"))
	_, err = kv.Get(ctx, "db/user-service")
	check(errors.Is(err, vault.ErrSecretNotFound), "what is deleted is not found")

	must(client.Sys().Mount("go-v1", &vault.MountInput{Type: "kv", Options: map[string]string{"version": "1"}}))
	v1 := client.KVv1("go-v1")
	must(v1.Put(ctx, "a", map[string]interface{}{"b": "c"}))
	read, err := v1.Get(ctx, "a")
	must(err)
	check(read.Data["b"].(string) == "c", "KV version 1")
	must(client.Sys().Unmount("go-v1"))

	must(client.Sys().PutPolicy("go-reader", `path "secret/data/go/*" { capabilities = ["read"] }`))
	made, err := client.Auth().Token().Create(&vault.TokenCreateRequest{Policies: []string{"go-reader"}, TTL: "1h"})
	must(err)
	reader, err := client.Clone()
	must(err)
	reader.SetToken(made.Auth.ClientToken)
	_, err = reader.KVv2("secret").Put(ctx, "go/a", map[string]interface{}{"b": "c"})
	check(status(err) == http.StatusForbidden, "a reader may not write")
	can, err := reader.Sys().CapabilitiesSelf("secret/data/go/a")
	must(err)
	check(len(can) == 1 && can[0] == "read", "capabilities")
	_, err = reader.Auth().Token().RenewSelf(60)
	must(err)
	must(reader.Auth().Token().RevokeSelf(""))
	_, err = reader.Auth().Token().LookupSelf()
	check(status(err) == http.StatusForbidden, "a revoked token is nobody")

	client.SetWrappingLookupFunc(func(operation, path string) string { return "60s" })
	wrapped, err := client.Auth().Token().Create(&vault.TokenCreateRequest{Policies: []string{"go-reader"}})
	must(err)
	client.SetWrappingLookupFunc(nil)
	opened, err := client.Logical().Unwrap(wrapped.WrapInfo.Token)
	must(err)
	check(opened.Auth.ClientToken != "", "the wrapped token comes out")

	mounts, err := client.Sys().ListMounts()
	must(err)
	check(mounts["secret/"].Options["version"] == "2", "secret/ is KV version 2")
	fmt.Println("vault-api-go: ok")
}
