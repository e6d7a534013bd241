package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
import static dev.coffer.scanner.rules.Chars.HEX;
import static dev.coffer.scanner.rules.Chars.LOWER;
import static dev.coffer.scanner.rules.Chars.URL_SAFE;
import static dev.coffer.scanner.rules.Piece.oneOf;
import static dev.coffer.scanner.rules.Piece.text;
import static dev.coffer.scanner.rules.ProviderRule.assigned;
import static dev.coffer.scanner.rules.ProviderRule.pattern;
import static dev.coffer.scanner.rules.ProviderRule.token;

import dev.coffer.scanner.checksum.TokenFormat;
import java.util.List;

/** Registries of packages and images. */
final class PackageRules {
  private static final String JFROG =
      "https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens";

  private PackageRules() {}

  static List<ProviderRule> all() {
    return List.of(
        // the last six characters of the 36 are a CRC-32
        token("npm-access-token", "npm access token", text("npm_"), ALNUM.of(36))
            .checkedBy(TokenFormat.GITHUB)
            .from("https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/"),
        // a macaroon in base64: version, then the location pypi.org or test.pypi.org
        token(
                "pypi-upload-token",
                "PyPI upload token",
                text("pypi-"),
                oneOf("AgEIcHlwaS5vcmc", "AgENdGVzdC5weXBpLm9yZw"),
                URL_SAFE.of(50, 1000))
            .checkedBy(TokenFormat.PYPI)
            .from("https://pypi.org/help/#apitoken"),
        token("rubygems-api-token", "RubyGems API key", text("rubygems_"), HEX.of(48))
            .from("https://guides.rubygems.org/api-key-scopes/"),
        token("clojars-api-token", "Clojars deploy token", text("CLOJARS_"), LOWER.of(60))
            .from("https://github.com/clojars/clojars-web/wiki/Deploy-Tokens"),
        token(
                "docker-hub-token",
                "Docker Hub access token",
                oneOf("dckr_pat_", "dckr_oat_"),
                URL_SAFE.of(27, 32))
            .from("https://docs.docker.com/security/access-tokens/"),
        pattern(
                "nuget-config-password",
                "Password of a NuGet package source",
                "(?i)<add\\s+key=[\"'](?:cleartext)?password[\"']\\s+value=[\"']([^\"'\\s]{8,512})[\"']",
                "the value of a `Password` or `ClearTextPassword` entry of nuget.config",
                List.of("password"))
            .onlyIn("(?i)nuget\\.config$")
            .entropy(1)
            .allow(
                Allowed.secrets("read from the environment", "^%[\\w.-]+%$", "^\\$\\{?\\w+\\}?$"))
            .from(
                "https://learn.microsoft.com/en-us/nuget/reference/nuget-config-file#packagesourcecredentials"),
        token("artifactory-api-key", "JFrog Artifactory API key", text("AKCp"), ALNUM.of(69))
            .from(JFROG),
        // base64 of "reftkn"
        token(
                "artifactory-reference-token",
                "JFrog Artifactory reference token",
                text("cmVmdGtu"),
                ALNUM.of(56))
            .from(JFROG),
        assigned(
                "jfrog-api-key",
                "JFrog API key",
                Names.of("jfrog", "artifactory", "bintray", "xray"),
                ALNUM.of(73))
            .from(JFROG),
        assigned(
                "jfrog-identity-token",
                "JFrog identity token",
                Names.of("jfrog", "artifactory", "bintray", "xray"),
                ALNUM.of(64))
            .from(JFROG));
  }
}
