package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
import static dev.coffer.scanner.rules.Chars.ANY_HEX;
import static dev.coffer.scanner.rules.Chars.HEX;
import static dev.coffer.scanner.rules.Chars.LOWER;
import static dev.coffer.scanner.rules.Chars.UPPER;
import static dev.coffer.scanner.rules.Chars.URL_SAFE;
import static dev.coffer.scanner.rules.Piece.either;
import static dev.coffer.scanner.rules.Piece.like;
import static dev.coffer.scanner.rules.Piece.text;
import static dev.coffer.scanner.rules.ProviderRule.assigned;
import static dev.coffer.scanner.rules.ProviderRule.pattern;
import static dev.coffer.scanner.rules.ProviderRule.token;

import dev.coffer.scanner.checksum.TokenFormat;
import java.util.List;

/** What watches over running systems. */
final class MonitoringRules {
  private static final String GRAFANA =
      "https://grafana.com/docs/grafana/latest/administration/service-accounts/";
  private static final String NEW_RELIC =
      "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/";
  private static final String SENTRY =
      "https://docs.sentry.io/security-legal-pii/security/token-formats/";
  private static final String SUMO = "https://help.sumologic.com/docs/manage/security/access-keys/";

  private MonitoringRules() {}

  static List<ProviderRule> all() {
    return List.of(
        assigned(
                "datadog-access-token",
                "Datadog API or application key",
                Names.of("datadog", "dd_api", "dd_app", "dd-api", "dd-app"),
                either(LOWER.of(40), HEX.of(32)))
            .from("https://docs.datadoghq.com/account_management/api-app-keys/"),
        pattern(
                "dynatrace-api-token",
                "Dynatrace API token",
                "\\b(dt0[a-z][0-9]{2}\\.[0-9A-Z]{24}\\.[0-9A-Z]{64})\\b",
                "`dt0c01.` (or another kind and version) + 24 + `.` + 64 upper-case letters and"
                    + " digits",
                List.of("dt0"))
            .from(
                "https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication"),

        // Grafana; the eight hex digits at the end of glsa_ are a CRC-32
        token(
                "grafana-service-account-token",
                "Grafana service account token",
                text("glsa_"),
                ALNUM.of(32),
                text("_"),
                ANY_HEX.of(8))
            .checkedBy(TokenFormat.GRAFANA)
            .from(GRAFANA),
        token(
                "grafana-cloud-api-token",
                "Grafana Cloud access policy token",
                text("glc_"),
                like("[0-9A-Za-z+/]{32,400}={0,3}", "32 to 400 base64 characters"))
            .checkedBy(TokenFormat.JSON_BODY)
            .from(
                "https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/"),
        token(
                "grafana-api-key",
                "Grafana API key",
                text("eyJrIjoi"),
                like(
                    "[0-9A-Za-z+/]{60,400}={0,3}",
                    "60 to 400 base64 characters (JSON that begins with `k`)"))
            .checkedBy(TokenFormat.JSON_BODY)
            .from("https://grafana.com/docs/grafana/latest/developers/http_api/auth/"),

        // New Relic
        token("new-relic-browser-api-token", "New Relic browser key", text("NRJS-"), HEX.of(19))
            .from(NEW_RELIC),
        token(
                "new-relic-insert-key",
                "New Relic insights insert key",
                text("NRII-"),
                URL_SAFE.of(32))
            .from(NEW_RELIC),
        assigned(
                "new-relic-user-api-id",
                "New Relic user API id",
                Names.of("new-relic", "newrelic", "new_relic"),
                LOWER.of(64))
            .from(NEW_RELIC),
        token("new-relic-user-api-key", "New Relic user key", text("NRAK-"), UPPER.of(27))
            .from(NEW_RELIC),

        // Sentry; the middle of sntrys_ is JSON
        assigned(
                "sentry-access-token",
                "Sentry auth token, older form",
                Names.of("sentry"),
                HEX.of(64))
            .from(SENTRY),
        token(
                "sentry-org-token",
                "Sentry organization token",
                text("sntrys_eyJ"),
                like("[0-9A-Za-z+/]{60,400}={0,2}_", "60 to 400 base64 characters and `_`"),
                like("[0-9A-Za-z+/]{43}", "43 base64 characters"))
            .entropy(4)
            .checkedBy(TokenFormat.SENTRY_ORG)
            .from(SENTRY),
        token("sentry-user-token", "Sentry personal token", text("sntryu_"), HEX.of(64))
            .from(SENTRY),

        // Sumo Logic
        assigned(
                "sumologic-access-id",
                "Sumo Logic access id",
                Names.of("sumo"),
                text("su"),
                ALNUM.of(12))
            .from(SUMO),
        assigned("sumologic-access-token", "Sumo Logic access key", Names.of("sumo"), ALNUM.of(64))
            .from(SUMO));
  }
}
