path "secret/data/*" { capabilities = ["read", "list"] }
path "secret/+/b" { capabilities = ["deny"] }
