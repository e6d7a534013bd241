package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
import static dev.coffer.scanner.rules.Chars.DIGIT;
import static dev.coffer.scanner.rules.Chars.DOTTED;
import static dev.coffer.scanner.rules.Chars.HEX;
import static dev.coffer.scanner.rules.Chars.LOWER;
import static dev.coffer.scanner.rules.Chars.URL_PADDED;
import static dev.coffer.scanner.rules.Chars.URL_SAFE;
import static dev.coffer.scanner.rules.Piece.either;
import static dev.coffer.scanner.rules.Piece.inARow;
import static dev.coffer.scanner.rules.Piece.like;
import static dev.coffer.scanner.rules.Piece.oneOf;
import static dev.coffer.scanner.rules.Piece.text;
import static dev.coffer.scanner.rules.ProviderRule.assigned;
import static dev.coffer.scanner.rules.ProviderRule.pattern;
import static dev.coffer.scanner.rules.ProviderRule.token;

import java.util.List;

/** Social networks, media, and the tools of an office. */
final class WorkplaceRules {
  private static final String ADOBE =
      "https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/";
  private static final String AIRTABLE =
      "https://support.airtable.com/docs/creating-personal-access-tokens";
  private static final String ASANA = "https://developers.asana.com/docs/oauth";
  private static final String DROPBOX =
      "https://www.dropbox.com/developers/documentation/http/documentation";
  private static final String FACEBOOK =
      "https://developers.facebook.com/docs/facebook-login/guides/access-tokens";
  private static final String LINKEDIN =
      "https://learn.microsoft.com/en-us/linkedin/shared/authentication/client-credentials-flow";
  private static final String LINEAR = "https://linear.app/developers/graphql";
  private static final String LOOKER = "https://cloud.google.com/looker/docs/api-auth";
  private static final String TWITTER = "https://docs.x.com/fundamentals/authentication/overview";

  private WorkplaceRules() {}

  static List<ProviderRule> all() {
    return List.of(
        // social networks and media
        assigned(
                "facebook-access-token",
                "Facebook app access token",
                Names.of("facebook", "access_token", "accesstoken", "fb_"),
                DIGIT.of(15, 16),
                like("(?i:\\||%7c)", "`|`"),
                URL_SAFE.of(27, 40))
            .from(FACEBOOK),
        token(
                "facebook-page-access-token",
                "Facebook user or page access token",
                oneOf("EAAM", "EAAC"),
                ALNUM.of(100, 400))
            .entropy(4)
            .from(FACEBOOK),
        assigned("facebook-secret", "Facebook app secret", Names.of("facebook"), HEX.of(32))
            .from("https://developers.facebook.com/docs/facebook-login/security#appsecret"),
        assigned("flickr-access-token", "Flickr API key", Names.of("flickr"), HEX.of(32))
            .from("https://www.flickr.com/services/api/misc.api_keys.html"),
        assigned(
                "linkedin-client-id",
                "LinkedIn client id",
                Names.of("linkedin", "linked_in", "linked-in"),
                LOWER.of(14))
            .entropy(2.5)
            .from(LINKEDIN),
        assigned(
                "linkedin-client-secret",
                "LinkedIn client secret",
                Names.of("linkedin", "linked_in", "linked-in"),
                either(
                    inARow(
                        text("WPL_AP1."),
                        ALNUM.of(16),
                        text("."),
                        like("[0-9A-Za-z+/]{6}==", "6 base64 characters + `==`")),
                    ALNUM.of(16)))
            .entropy(2.5)
            .from(LINKEDIN),
        assigned(
                "nytimes-access-token",
                "New York Times API key",
                Names.of("nytimes", "new-york-times", "newyorktimes", "new_york_times"),
                URL_PADDED.of(32))
            .from("https://developer.nytimes.com/get-started"),
        assigned(
                "twitch-api-token",
                "Twitch client id, secret or token",
                Names.of("twitch"),
                LOWER.of(30))
            .from("https://dev.twitch.tv/docs/authentication/"),
        assigned(
                "twitter-access-token",
                "X (Twitter) access token",
                Names.of("twitter"),
                DIGIT.of(15, 25),
                text("-"),
                ALNUM.of(20, 40))
            .from(TWITTER),
        assigned(
                "twitter-access-secret",
                "X (Twitter) access token secret",
                Names.of("twitter"),
                ALNUM.of(45))
            .from(TWITTER),
        assigned("twitter-api-key", "X (Twitter) API key", Names.of("twitter"), ALNUM.of(25))
            .from(TWITTER),
        assigned(
                "twitter-api-secret",
                "X (Twitter) API key secret",
                Names.of("twitter"),
                ALNUM.of(50))
            .from(TWITTER),
        assigned(
                "twitter-bearer-token",
                "X (Twitter) bearer token",
                Names.of("twitter"),
                like(
                    "A{20,24}[0-9A-Za-z%]{60,120}",
                    "20 to 24 `A` + 60 to 120 letters, digits and %"))
            .from(TWITTER),

        // documents, tables, tasks
        assigned("adobe-client-id", "Adobe client id", Names.of("adobe"), HEX.of(32)).from(ADOBE),
        token("adobe-client-secret", "Adobe client secret", text("p8e-"), URL_SAFE.of(32))
            .from(ADOBE),
        assigned("airtable-api-key", "Airtable API key", Names.of("airtable"), ALNUM.of(17))
            .from(AIRTABLE),
        token(
                "airtable-personnal-access-token",
                "Airtable personal access token",
                text("pat"),
                ALNUM.of(14),
                text("."),
                HEX.of(64))
            .from(AIRTABLE),
        assigned("asana-client-id", "Asana client id", Names.of("asana"), DIGIT.of(16))
            .entropy(2)
            .from(ASANA),
        assigned("asana-client-secret", "Asana client secret", Names.of("asana"), LOWER.of(32))
            .from(ASANA),
        assigned(
                "contentful-delivery-api-token",
                "Contentful delivery, preview or management token",
                Names.of("contentful"),
                either(inARow(text("CFPAT-"), URL_SAFE.of(43)), URL_PADDED.of(43)))
            .from("https://www.contentful.com/developers/docs/references/authentication/"),
        assigned(
                "dropbox-api-token",
                "Dropbox app key, app secret or access token",
                Names.of("dropbox"),
                either(
                    inARow(
                        text("sl."),
                        like("[0-9A-Za-z_=-]{130,}", "130 or more letters, digits, -, _ and =")),
                    inARow(LOWER.of(11), text("AAAAAAAAAA"), URL_PADDED.of(43)),
                    LOWER.of(15)))
            .entropy(2.5)
            .from(DROPBOX),
        token("frameio-api-token", "Frame.io developer token", text("fio-u-"), URL_PADDED.of(64))
            .from("https://developer.frame.io/docs/getting-started/authentication"),
        token("linear-api-key", "Linear API key", text("lin_api_"), ALNUM.of(40)).from(LINEAR),
        assigned(
                "linear-client-secret",
                "Linear OAuth client secret",
                Names.of("linear"),
                HEX.of(32))
            .from("https://linear.app/developers/oauth-2-0-authentication"),
        token(
                "notion-api-token",
                "Notion integration token",
                text("ntn_"),
                DIGIT.of(11),
                ALNUM.of(35))
            .from("https://developers.notion.com/docs/authorization"),
        token("typeform-api-token", "Typeform personal access token", text("tfp_"), DOTTED.of(59))
            .entropy(2.5)
            .from("https://www.typeform.com/developers/get-started/personal-access-token/"),

        // interfaces rented by the call
        assigned(
                "adafruit-api-key",
                "Adafruit IO key",
                Names.of("adafruit"),
                like("[0-9A-Za-z_-]{32}", "32 letters, digits, - and _ (today `aio_` + 28)"))
            .from("https://io.adafruit.com/api/docs/#authentication"),
        assigned("algolia-api-key", "Algolia API key", Names.of("algolia"), LOWER.of(32))
            .from("https://www.algolia.com/doc/guides/security/api-keys/"),
        token(
                "intra42-client-secret",
                "42 intranet client secret",
                oneOf("s-s4t2ud-", "s-s4t2af-"),
                HEX.of(64))
            .from("https://api.intra.42.fr/apidoc/guides/getting_started"),
        assigned("looker-client-id", "Looker API client id", Names.of("looker"), ALNUM.of(20))
            .from(LOOKER),
        assigned(
                "looker-client-secret",
                "Looker API client secret",
                Names.of("looker"),
                ALNUM.of(24))
            .from(LOOKER),
        assigned(
                "mapbox-api-token",
                "Mapbox access token",
                Names.of("mapbox"),
                oneOf("pk.", "sk.", "tk."),
                ALNUM.of(60, 110),
                text("."),
                URL_SAFE.of(22))
            .from("https://docs.mapbox.com/api/accounts/tokens/"),
        pattern(
                "maxmind-license-key",
                "MaxMind license key",
                "\\b([0-9A-Za-z]{6}_[0-9A-Za-z]{29}_mmk)\\b",
                "6 letters and digits + `_` + 29 letters and digits + `_mmk`",
                List.of("_mmk"))
            .from("https://dev.maxmind.com/license-keys/"),
        token(
                "postman-api-token",
                "Postman API key",
                text("PMAK-"),
                HEX.of(24),
                text("-"),
                HEX.of(34))
            .from("https://learning.postman.com/docs/developer/postman-api/authentication/"),
        assigned("rapidapi-access-token", "RapidAPI key", Names.of("rapidapi"), URL_SAFE.of(50))
            .from("https://docs.rapidapi.com/docs/keys-and-key-rotation"),
        token("readme-api-token", "ReadMe API key", text("rdme_"), LOWER.of(70))
            .from("https://docs.readme.com/main/reference/intro/authentication"));
  }
}
