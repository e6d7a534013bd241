package dev.coffer.server.identity.aws;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where STS is, by region. A caller chooses among these and nothing else: a URL, host or region of
 * their own never leaves this file (CVE-2020-16250, CVE-2025-49827).
 */
final class StsEndpoints {
  private static final String GLOBAL = "sts.amazonaws.com";
  private static final String GLOBAL_REGION = "us-east-1";

  /** docs.aws.amazon.com/general/latest/gr/sts.html */
  private static final Set<String> REGIONS =
      Set.of(
          "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
          "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
          "ap-southeast-5", "ap-southeast-7", "ca-central-1", "ca-west-1", "cn-north-1", "cn-northwest-1",
          "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2",
          "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1",
          "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2");

  private StsEndpoints() {}

  static boolean isRegion(String text) {
    return REGIONS.contains(text);
  }

  /**
   * Whom to ask about a request that was signed for that region and host.
   *
   * @return empty where no STS is, or none that the mount may ask
   */
  static Optional<URI> find(AwsSettings settings, String region, String host) {
    if (!isRegion(region) || (!settings.stsRegion().isEmpty() && !settings.stsRegion().equals(region))) {
      return Optional.empty();
    }
    if (!settings.stsEndpoint().isEmpty()) {
      URI own = URI.create(settings.stsEndpoint());
      return hostOf(own).equals(host) ? Optional.of(own) : Optional.empty();
    }
    if (host.equals(regional(region)) || (host.equals(GLOBAL) && region.equals(GLOBAL_REGION))) {
      return Optional.of(URI.create("https://" + host + "/"));
    }
    return Optional.empty();
  }

  /** As a {@code Host} header has it. */
  private static String hostOf(URI endpoint) {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    return endpoint.getPort() < 0 ? host : host + ":" + endpoint.getPort();
  }

  private static String regional(String region) {
    return "sts." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
  }
}
