package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Piece.like;
import static dev.coffer.scanner.rules.ProviderRule.assignment;
import static dev.coffer.scanner.rules.ProviderRule.pattern;

import dev.coffer.scanner.checksum.TokenFormat;
import java.util.List;

/**
 * Secrets of no one provider: keys in their standard wrappings, tokens of a standard, credentials
 * on a command line, and what is called a password or a key. Rules whose id begins with {@code
 * generic} are silent where another rule found the same secret.
 */
final class GenericRules {
  private static final String CURL = "\\bcurl\\b(?:[^\\n]|\\\\\\r?\\n){0,400}?[ \\t\\n]";

  /** A word in small letters, in capitals or in camel case, and perhaps its number. */
  private static final String WORD = "(?:[A-Za-z]?[a-z]*(?:[A-Z][a-z]+)*|[A-Z]+)[0-9]{0,4}";

  private GenericRules() {}

  static List<ProviderRule> all() {
    return List.of(
        pattern(
                "private-key",
                "Private key",
                "(-----BEGIN [0-9A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-[^-]){64,}?-----END [0-9A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----)",
                "a PEM or PGP block whose label ends in `PRIVATE KEY`, of 64 characters or more",
                List.of("private key"))
            .checkedBy(TokenFormat.PRIVATE_KEY)
            .from("https://www.rfc-editor.org/rfc/rfc7468"),
        pattern("pkcs12-file", "PKCS #12 key store", "", "a file named `.p12` or `.pfx`", List.of())
            .onlyIn("(?i)\\.p(?:12|fx)$")
            .entropy(0)
            .from("https://www.rfc-editor.org/rfc/rfc7292"),
        pattern(
                "jwt",
                "JSON Web Token",
                "\\b(e(?:y[JA]|wo)[0-9A-Za-z_-]{14,}\\.e[wy][0-9A-Za-z_-]{15,}\\.(?:[0-9A-Za-z_-]{10,}={0,2})?|eyJ[0-9A-Za-z_-]{14,}\\.[0-9A-Za-z_-]*\\.[0-9A-Za-z_-]{10,}\\.[0-9A-Za-z_-]{8,}\\.[0-9A-Za-z_-]{8,})(?:[^\\w=-]|$)",
                "three base64url parts between dots, the first two of them JSON; or five, encrypted",
                List.of("eyj", "eya", "ewo"))
            .allow(
                Allowed.secrets(
                    "the token of jwt.io's front page",
                    "\\.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwi"))
            .checkedBy(TokenFormat.JWT)
            .from("https://www.rfc-editor.org/rfc/rfc7519"),
        pattern(
                "jwt-base64",
                "JSON Web Token, in base64 once more",
                "\\b(ZXlK[0-9A-Za-z+/_-]{60,}={0,2})(?:[^\\w+/=-]|$)",
                "`ZXlK` (base64 of `eyJ`) + 60 or more base64 characters",
                List.of("zxlk"))
            .checkedBy(TokenFormat.JWT_BASE64)
            .from("https://www.rfc-editor.org/rfc/rfc7519"),
        pattern(
                "curl-auth-header",
                "Credential in a header of a curl command",
                CURL
                    + "(?:-[a-zA-Z]{0,4}H|--header)[ =]{0,3}[\"'](?i:authorization:[ \\t]{0,3}(?:(?:basic|bearer|token|apikey|api-token)[ \\t]+)?|[\\w-]{0,20}(?:api-?key|token|secret):[ \\t]{0,3})([0-9A-Za-z_=~@.+/-]{8,})[\"']",
                "the value of an `Authorization`, `…-api-key`, `…-token` or `…-secret` header behind `curl … -H`",
                List.of("curl"))
            .entropy(2.75)
            .allow(Allowed.secrets("a word, not a secret", "(?i)^[a-z]+(?:[_.-][a-z]+)*$"))
            .from("https://curl.se/docs/manpage.html#-H"),
        pattern(
                "curl-auth-user",
                "User and password of a curl command",
                CURL
                    + "(?:-[a-zA-Z]{0,4}u|--user)[ =]{0,3}[\"']?([^\\s\"'<>${}:]{0,64}[\"']?:[\"']?[^\\s\"'<>${}(\\x60][^\\s\"'<>\\x60]{3,100})[\"']?(?:\\s|$)",
                "`user:password` behind `curl … -u`",
                List.of("curl"))
            .entropy(2.5)
            .allow(
                Allowed.secrets(
                    "names in place of values",
                    "(?i)^(?:user(?:name)?|me|admin|root|test|foo|my[_-]?user(?:name)?|email|login):(?:pass(?:word|wd)?|secret|test|foo|admin|token|my[_-]?pass(?:word)?|api[_-]?key|changeit|bar)$",
                    "(?i):(?:\\*+|x+|\\.+|pass(?:word|wd)?|your[_-].*|token|changeit)$",
                    "^https?://"))
            .from("https://curl.se/docs/manpage.html#-u"),
        pattern(
                "kubernetes-secret-yaml",
                "Value of a Kubernetes Secret",
                kubernetesSecret(),
                "a base64 value under `data:` of an object of `kind: Secret`",
                List.of("secret"))
            .onlyIn("(?i)\\.ya?ml$")
            .entropy(2)
            .allow(
                Allowed.secrets(
                    "a template fills it in", "^\\{\\{", "(?i)^(?:[a-z]+[_.-])+[a-z]+$"))
            .from("https://kubernetes.io/docs/concepts/configuration/secret/"),
        pattern(
                "generic-api-key",
                "API key, token or other secret",
                "(?:(?i:access|auth|cred|key|passw(?:or)?d|passphrase|secret|token)|(?:\\b|_)api|Api|API)"
                    + assignment(
                        like(
                            "[0-9A-Za-z_+/][0-9A-Za-z_.=+/~-]{9,199}",
                            "10 to 200 letters, digits and _.=+/~-")),
                "10 to 200 letters, digits and _.=+/~- with a digit among them, assigned to a name with `access`, `api`, `auth`, `cred`, `key`, `passwd`, `password`, `passphrase`, `secret` or `token`",
                List.of(
                    "access",
                    "api",
                    "auth",
                    "cred",
                    "key",
                    "passwd",
                    "password",
                    "passphrase",
                    "secret",
                    "token"))
            .entropy(3.5)
            .allow(notSecrets())
            .from("convention"),
        pattern(
                "generic-password",
                "Password in a quoted text",
                "(?i:passw(?:or)?d|passphrase|pwd)"
                    + "[\\w.\\t -]{0,20}[\"'\\]]{0,2}\\s{0,4}(?::[ \\t]?&?\\w{1,16}[ \\t]?=|=>|:=|[=:])[ \\t]{0,4}[\"']([^\\s\"'<>{}\\x60]{8,100})[\"']",
                "8 to 100 characters in quotes with a digit among them, assigned to a name with `password`, `passwd`, `passphrase` or `pwd`",
                List.of("passwd", "password", "passphrase", "pwd"))
            .entropy(2.75)
            .allow(notSecrets())
            .allow(
                Allowed.words("passwords of tests and examples", PlainWords.OF_PASSWORDS),
                Allowed.secrets(
                    "a path, an address, an expression or a placeholder",
                    "^(?:\\$|%|#|@|/|\\.|~|https?:|file:|ENC\\(|env:|vault:|op://)",
                    "^[\\w.-]+\\([^)]*\\)?$",
                    "^[A-Za-z_-]+[0-9]?$"))
            .from("convention"));
  }

  private static Allowed[] notSecrets() {
    return new Allowed[] {
      Allowed.secrets(
          "numbers, dates, versions and addresses",
          "^[0-9_.,:/+-]+$",
          "^v?[0-9]+(?:\\.[0-9]+)+(?:[.+-][0-9A-Za-z]+)*$",
          "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.*)?$"),
      Allowed.secrets("words alone: every machine's secret has a digit", "^[^0-9]*$"),
      Allowed.secrets(
          "names: words and small numbers between separators, or in camel case",
          "^[_.=+/~-]*(?:"
              + WORD
              + "|[0-9]{1,4})(?:[_.=+/~-]+(?:"
              + WORD
              + "|[0-9]{1,4}[A-Za-z]{0,2}))+[_.=+/~-]*$",
          "^[_.]*[a-z]*(?:[A-Z][a-z]{2,}|[A-Z]{3,}[a-z]{2,}|[0-9]{1,4}|[_./-])+$",
          "^[A-Z]?[a-z]{4,}[0-9]{1,4}$"),
      Allowed.matches(
          "the name says that it is none",
          "(?i)^(?:access(?:or|ible|ibility|ed)|authors?\\b|authored|authentic(?:ity)?|authorit|creden[cz]a|credit|keyboard|keyframe|keyword|keypress|keystone|keycode|keyring|keyserver|key[_.-]?(?:id|name|type|size|hash|alias|spec|path|file|info|length|usage|store|ring|algorithm|fingerprint)|secretary|secret[_.-]?(?:name|path|arn|ref|id\\b)|token(?:iz|s[_.-]?per|[_.-]?(?:type|url|uri|endpoint|id\\b|count|limit|name|symbol|address))|password[_.-]?(?:hash|field|policy|length)|access[_.-]?(?:mode|log|level|control|type)|auth[_.-]?(?:url|uri|type|method|mode|endpoint|domain))"),
      Allowed.words("words that secrets made by machines do not hold", PlainWords.OF_VALUES)
    };
  }

  private static String kubernetesSecret() {
    String kind = "\\bkind:[ \\t]*[\"']?Secret\\b[\"']?[ \\t]*\\r?\\n";
    String otherLines = "(?:(?:[^\\n-][^\\n]*)?\\n){0,30}?";
    String entry =
        "[ \\t]*(?:data|stringData):[ \\t]*\\r?\\n"
            + "(?:[ \\t]+[^\\n]*\\n){0,10}?[ \\t]+[\"']?[\\w.-]+[\"']?:[ \\t]*(?:[|>][+-]?[ \\t]*\\r?\\n[ \\t]+)?[\"']?"
            + "([0-9A-Za-z+/]{10,}={0,3})[\"']?[ \\t]*(?:[\\r\\n]|$)";
    return kind + otherLines + entry + "|" + entry + otherLines + kind;
  }
}
