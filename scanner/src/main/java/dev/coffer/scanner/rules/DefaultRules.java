package dev.coffer.scanner.rules;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules of the default set, and what no rule reports. */
final class DefaultRules {
  private DefaultRules() {}

  /** By id. */
  static List<ProviderRule> all() {
    return Stream.of(
            CloudRules.all(),
            CodeHostRules.all(),
            PackageRules.all(),
            DeliveryRules.all(),
            MoneyRules.all(),
            MessagingRules.all(),
            WorkplaceRules.all(),
            MonitoringRules.all(),
            ModelRules.all(),
            GenericRules.all())
        .flatMap(List::stream)
        .sorted(Comparator.comparing(ProviderRule::id))
        .toList();
  }

  /** Excuses that hold for every rule. */
  static List<Allowed> allowedEverywhere() {
    return List.of(
        Allowed.paths(
            "pictures, sound, fonts, archives and other binary files",
            "(?i)\\.(?:avif|bmp|gif|heic|icns|ico|jpe?g|png|psd|svg|tiff?|webp)$",
            "(?i)\\.(?:aac|avi|flac|flv|m4[av]|mkv|mov|mp[34]|mpe?g|ogg|opus|wav|webm|wmv)$",
            "(?i)\\.(?:eot|otf|ttf|woff2?)$",
            "(?i)\\.(?:7z|bz2|deb|dmg|iso|rar|rpm|xz|zst)$",
            "(?i)\\.(?:a|bin|class|dll|dylib|exe|lib|o|obj|pdb|pyc|so|wasm)$",
            "(?i)\\.(?:docx?|odt|pdf|pptx?|xlsx?)$"),
        Allowed.paths(
            "lock files: checksums of packages",
            "(?:^|/)(?:package-lock\\.json|npm-shrinkwrap\\.json|yarn\\.lock|pnpm-lock\\.yaml|bun\\.lockb?|deno\\.lock)$",
            "(?:^|/)(?:go\\.(?:mod|sum|work(?:\\.sum)?)|Cargo\\.lock|Gemfile\\.lock|Podfile\\.lock|composer\\.lock|mix\\.lock|pubspec\\.lock|flake\\.lock)$",
            "(?:^|/)(?:poetry\\.lock|Pipfile\\.lock|pdm\\.lock|uv\\.lock|conda-lock\\.yml|gradle\\.lockfile|verification-metadata\\.xml)$",
            "(?:^|/)\\.terraform\\.lock\\.hcl$"),
        Allowed.paths(
            "other people's code",
            "(?:^|/)(?:mvnw|gradlew)(?:\\.cmd|\\.bat)?$",
            "(?:^|/)(?:node_modules|bower_components)/",
            "(?:^|/)vendor/(?:bundle|composer|golang\\.org/x|google\\.golang\\.org|gopkg\\.in|k8s\\.io|modernc\\.org|github\\.com|ruby)/",
            "(?:^|/)(?:lib|lib64)/python[23](?:\\.[0-9]+)?/(?:site|dist)-packages/",
            "(?:^|/)[0-9A-Za-z._-]+\\.dist-info/",
            "(?:^|/)(?:[a-z.-]+[.-])?min(?:\\.[0-9a-f]+)?\\.(?:css|js)(?:\\.map)?$",
            "\\.min\\.(?:css|js)(?:\\.map)?$",
            "\\.(?:css|js)\\.map$"),
        Allowed.paths(
            "the scanner's own rules and lists", "(?:^|/)\\.?gitleaks(?:ignore|\\.toml)$"),
        Allowed.secrets(
            "the value comes from elsewhere",
            "^\\$\\{[^}]*\\}?$",
            "^\\$\\(?[A-Za-z_][\\w.]*\\)?$",
            "^\\{\\{.*",
            "^#\\{.*",
            "^%[A-Za-z_]\\w*%$",
            "^@@?[A-Z_]+@@?$",
            "^<[^>]*>?$",
            "^\\[[^\\]]*\\]$"),
        Allowed.secrets(
            "a placeholder",
            "(?i)x{6}",
            "[*]{4}",
            "\\.{3}",
            "0{12}",
            "(?i)^(?:true|false|null|nil|none|undefined|unset|empty)$",
            "(?i)(?:[_-]|^)(?:your|my|some)[_-]",
            "(?i)[_-]here$"),
        Allowed.words("words of examples", PlainWords.OF_PLACEHOLDERS),
        Allowed.secrets(
            "published by its provider for anyone's tests",
            "^sk_test_(?:4eC39HqLyjWDarjtT1zdp7dc|BQokikJOvBiI2HlWgH4olfQ2)$"));
  }
}
