path "secret/data/*" {
  capabilities = ["create", "read"]
  allowed_parameters = { "*" = [] }
}
