module coffer.example/clients/vault-api-go

go 1.24

require github.com/hashicorp/vault/api v1.23.0
