package dev.coffer.scanner.rules;

import java.util.List;

/**
 * Words that show a text to be written by a person and meant to be read: a value that holds one is
 * a name, an example or a setting. All have five letters or more (with a few of four that are rare
 * in base64), so that a random text hardly ever holds one by chance.
 */
final class PlainWords {
  /** Anywhere, for every rule: nobody's secret. */
  static final List<String> OF_PLACEHOLDERS =
      List.of(
          "example", "changeme", "change-me", "change_me", "placeholder", "redacted", "notasecret",
          "not-a-secret", "not_a_secret", "notreal", "not-real", "not_real", "dummy", "fakekey",
          "fake-", "fake_", "foobar", "your-", "your_", "yourkey", "yourtoken", "yoursecret", "replaceme",
          "replace-", "replace_", "insert-", "insert_", "goes-here", "goes_here", "goeshere",
          "1234567890", "123456789a", "0123456789", "abcdefgh", "abcdef12345", "abcd1234", "abc123abc", "deadbeefdead", "qwertyui");

  /** In a value that only its name gives away. */
  static final List<String> OF_VALUES =
      List.of(
          "access", "account", "action", "address", "admin", "agent", "alias", "allow", "android",
          "apikey", "application", "archive", "array", "attribute", "auth", "author", "backend",
          "base64", "basic", "bearer", "binary", "block", "boolean", "branch", "browser", "bucket",
          "buffer", "build", "button", "bytes", "cache", "callback", "certificate", "chain",
          "change", "channel", "charset", "check", "child", "class", "client", "cloud", "cluster",
          "column", "command", "commit", "common", "component", "config", "connect", "const",
          "container", "content", "context", "control", "cookie", "count", "create", "credential",
          "crypto", "current", "custom", "database", "debug", "decode", "decrypt", "default",
          "delete", "demo", "deploy", "descriptor", "detail", "device", "digest", "directory",
          "disable", "docker", "document", "domain", "download", "driver", "element", "email",
          "enable", "encode", "encrypt", "endpoint", "engine", "entity", "entry", "environ",
          "error", "event", "exception", "extension", "external", "factory", "failed", "false",
          "field", "filter", "finger", "folder", "format", "forward", "frame", "function",
          "generat", "github", "gitlab", "global", "google", "group", "handler", "header",
          "hello", "hidden", "identity", "image", "import", "index", "inline", "input", "instance",
          "integer", "interface", "internal", "invalid", "issuer", "iterator", "kubernetes", "label",
          "lambda", "language", "layer", "length", "level", "library", "limit", "linux", "local",
          "locale", "login", "lookup", "manager", "master", "match", "member", "memory", "message",
          "metadata", "method", "missing", "mobile", "mock", "model", "module", "mutable", "native",
          "network", "nonce", "normal", "notification", "number", "object", "offset", "openssl",
          "operation", "option", "order", "output", "override", "owner", "package", "param",
          "parent", "parse", "password", "passwd", "passphrase", "pattern", "payload", "permission",
          "plugin", "pointer", "policy", "position", "prefix", "preview", "primary", "private",
          "process", "product", "profile", "project", "property", "protocol", "provider", "proxy",
          "public", "python", "query", "queue", "random", "range", "record", "refresh", "region",
          "registry", "release", "remote", "request", "required", "reset", "resource", "response",
          "result", "return", "right", "route", "sample", "scheme", "schema", "scope", "script",
          "search", "secondary", "secret", "section", "select", "sequence", "serial", "server",
          "service", "session", "setting", "shared", "signature", "signing", "simple", "single",
          "source", "sshkey", "staging", "start", "state", "static", "status", "storage", "store",
          "stream", "string", "struct", "style", "subject", "suffix", "support", "symbol", "system",
          "table", "target", "template", "terraform", "test", "thread", "timeout", "timestamp",
          "title", "token", "trace", "transaction", "trigger", "update", "upload", "value", "variable",
          "vendor", "verify", "version", "view", "virtual", "visible", "warning", "webhook", "widget",
          "window", "worker", "workspace", "wrapper", "write");

  /** In a password between quotes. */
  static final List<String> OF_PASSWORDS =
      List.of(
          "admin", "pass", "test", "secret", "demo", "dummy", "fake", "guest", "hunter2", "mock", "user",
          "letmein", "qwerty", "12345", "abcd", "abc123", "foo", "bar", "xxxx", "****", "....", "sha256", "$2a$", "$2b$", "$2y$", "$6$", "$5$", "$1$", "$argon2", "pbkdf2", "scrypt");

  private PlainWords() {}
}
