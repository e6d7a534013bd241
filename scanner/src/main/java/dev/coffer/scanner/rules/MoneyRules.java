package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
import static dev.coffer.scanner.rules.Chars.ANY_HEX;
import static dev.coffer.scanner.rules.Chars.HEX;
import static dev.coffer.scanner.rules.Chars.LOWER;
import static dev.coffer.scanner.rules.Chars.URL_PADDED;
import static dev.coffer.scanner.rules.Chars.URL_SAFE;
import static dev.coffer.scanner.rules.Piece.either;
import static dev.coffer.scanner.rules.Piece.like;
import static dev.coffer.scanner.rules.Piece.maybe;
import static dev.coffer.scanner.rules.Piece.oneOf;
import static dev.coffer.scanner.rules.Piece.text;
import static dev.coffer.scanner.rules.Piece.uuid;
import static dev.coffer.scanner.rules.ProviderRule.assigned;
import static dev.coffer.scanner.rules.ProviderRule.pattern;
import static dev.coffer.scanner.rules.ProviderRule.token;

import java.util.List;

/** Payment, commerce, banking and exchanges. */
final class MoneyRules {
  private static final String STRIPE = "https://docs.stripe.com/keys";
  private static final String SHOPIFY =
      "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens";
  private static final String FLUTTERWAVE = "https://developer.flutterwave.com/docs/authentication";
  private static final String PLAID = "https://plaid.com/docs/api/";
  private static final String EASYPOST = "https://docs.easypost.com/docs/authentication";
  private static final String BITTREX = "https://bittrex.github.io/api/v3";
  private static final String KUCOIN = "https://www.kucoin.com/docs-new/authentication";
  private static final String FINICITY =
      "https://developer.mastercard.com/open-finance-us/documentation/access-and-config/";
  private static final String LOB = "https://docs.lob.com/#tag/Authentication";
  private static final String SETTLEMINT =
      "https://console.settlemint.com/documentation/platform-components/security-and-authentication/application-access-tokens";

  private MoneyRules() {}

  static List<ProviderRule> all() {
    return List.of(
        // payment
        token(
                "stripe-access-token",
                "Stripe secret or restricted key",
                oneOf("sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_", "rk_prod_"),
                ALNUM.of(10, 247))
            .entropy(2)
            .from(STRIPE),
        token(
                "stripe-publishable-key",
                "Stripe publishable key of a live account",
                text("pk_live_"),
                ALNUM.of(24, 247))
            .from(STRIPE),
        token(
                "stripe-webhook-secret",
                "Stripe webhook signing secret",
                text("whsec_"),
                ALNUM.of(32, 64))
            .from("https://docs.stripe.com/webhooks/signature"),
        token(
                "square-access-token",
                "Square access token",
                oneOf("EAAA", "sq0atp-", "sq0csp-"),
                URL_SAFE.of(22, 60))
            .entropy(3.5)
            .from("https://developer.squareup.com/docs/build-basics/access-tokens"),
        assigned(
                "flutterwave-encryption-key",
                "Flutterwave encryption key",
                Names.of("flutterwave", "encryption_key", "encryptionkey", "flw"),
                text("FLWSECK"),
                maybe(text("_TEST")),
                like("-?", "perhaps `-`"),
                ALNUM.of(12))
            .or(token("", "", oneOf("FLWSECK_TEST-", "FLWSECK-", "FLWSECK_TEST"), LOWER.of(12)))
            .entropy(2)
            .from(FLUTTERWAVE),
        token(
                "flutterwave-public-key",
                "Flutterwave public key",
                oneOf("FLWPUBK_TEST-", "FLWPUBK-"),
                LOWER.of(32),
                text("-X"))
            .from(FLUTTERWAVE),
        token(
                "flutterwave-secret-key",
                "Flutterwave secret key",
                oneOf("FLWSECK_TEST-", "FLWSECK-"),
                LOWER.of(32),
                text("-X"))
            .from(FLUTTERWAVE),
        assigned(
                "gocardless-api-token",
                "GoCardless access token",
                Names.of("gocardless"),
                text("live_"),
                URL_PADDED.of(40))
            .from("https://developer.gocardless.com/api-reference/#making-requests-authentication"),
        assigned(
                "plaid-api-token",
                "Plaid access token",
                Names.of("plaid"),
                oneOf("access-sandbox-", "access-development-", "access-production-"),
                uuid())
            .from(PLAID),
        assigned("plaid-client-id", "Plaid client id", Names.of("plaid"), LOWER.of(24)).from(PLAID),
        assigned("plaid-secret-key", "Plaid secret", Names.of("plaid"), LOWER.of(30)).from(PLAID),
        assigned("finicity-api-token", "Finicity partner key", Names.of("finicity"), HEX.of(32))
            .from(FINICITY),
        assigned(
                "finicity-client-secret",
                "Finicity partner secret",
                Names.of("finicity"),
                ALNUM.of(20))
            .from(FINICITY),
        assigned(
                "finnhub-access-token",
                "Finnhub API key",
                Names.of("finnhub"),
                either(LOWER.of(40), LOWER.of(20)))
            .from("https://finnhub.io/docs/api/authentication"),

        // commerce
        token("shopify-access-token", "Shopify access token", text("shpat_"), ANY_HEX.of(32))
            .from(SHOPIFY),
        token(
                "shopify-custom-access-token",
                "Shopify custom app access token",
                text("shpca_"),
                ANY_HEX.of(32))
            .from(SHOPIFY),
        token(
                "shopify-private-app-access-token",
                "Shopify private app password",
                text("shppa_"),
                ANY_HEX.of(32))
            .from(SHOPIFY),
        token("shopify-shared-secret", "Shopify app secret", text("shpss_"), ANY_HEX.of(32))
            .from(SHOPIFY),
        assigned("etsy-access-token", "Etsy API keystring", Names.of("etsy"), LOWER.of(24))
            .from("https://developers.etsy.com/documentation/essentials/authentication"),
        assigned("squarespace-access-token", "Squarespace API key", Names.of("squarespace"), uuid())
            .from(
                "https://developers.squarespace.com/commerce-apis/authentication-and-permissions"),
        pattern(
                "freemius-secret-key",
                "Freemius secret key",
                "(?i:[\"']secret_key[\"'])\\s*=>\\s*[\"'](sk_[^\\s\"']{29})[\"']",
                "`sk_` + 29 characters, as the `secret_key` of a PHP array",
                List.of("secret_key"))
            .onlyIn("(?i)\\.php$")
            .from(
                "https://freemius.com/help/documentation/wordpress-sdk/integrating-freemius-sdk/"),
        assigned(
                "freshbooks-access-token",
                "FreshBooks access token",
                Names.of("freshbooks"),
                ALNUM.of(64))
            .from("https://www.freshbooks.com/api/authentication"),
        token(
                "duffel-api-token",
                "Duffel API token",
                oneOf("duffel_test_", "duffel_live_"),
                URL_PADDED.of(43))
            .from("https://duffel.com/docs/api/overview/making-requests/authentication"),

        // parcels and letters
        token("easypost-api-token", "EasyPost API key", text("EZAK"), ALNUM.of(54)).from(EASYPOST),
        token("easypost-test-api-token", "EasyPost test API key", text("EZTK"), ALNUM.of(54))
            .from(EASYPOST),
        token(
                "shippo-api-token",
                "Shippo API token",
                oneOf("shippo_live_", "shippo_test_"),
                HEX.of(40))
            .from("https://docs.goshippo.com/docs/guides_general/authentication/"),
        assigned("lob-api-key", "Lob API key", Names.of("lob"), oneOf("live_", "test_"), HEX.of(35))
            .from(LOB),
        assigned(
                "lob-pub-api-key",
                "Lob publishable API key",
                Names.of("lob"),
                oneOf("live_pub_", "test_pub_"),
                HEX.of(31))
            .from(LOB),

        // exchanges and chains
        assigned("bittrex-access-key", "Bittrex API key", Names.of("bittrex"), ALNUM.of(32))
            .from(BITTREX),
        assigned(
                "bittrex-secret-key",
                "Bittrex API secret",
                Names.of("bittrex").whose("secret"),
                ALNUM.of(32))
            .from(BITTREX),
        assigned(
                "coinbase-access-token",
                "Coinbase access token",
                Names.of("coinbase"),
                URL_SAFE.of(64))
            .from("https://docs.cdp.coinbase.com/coinbase-app/docs/auth/oauth2-integration"),
        assigned(
                "kraken-access-token",
                "Kraken API private key",
                Names.of("kraken"),
                like("[0-9A-Za-z/=_+-]{80,90}", "80 to 90 base64 characters"))
            .from("https://docs.kraken.com/api/docs/guides/spot-rest-auth"),
        assigned("kucoin-access-token", "KuCoin API key", Names.of("kucoin"), HEX.of(24))
            .from(KUCOIN),
        assigned("kucoin-secret-key", "KuCoin API secret", Names.of("kucoin"), uuid()).from(KUCOIN),
        token(
                "settlemint-application-access-token",
                "SettleMint application access token",
                text("sm_aat_"),
                ALNUM.of(16))
            .from(SETTLEMINT),
        token(
                "settlemint-personal-access-token",
                "SettleMint personal access token",
                text("sm_pat_"),
                ALNUM.of(16))
            .from(SETTLEMINT),
        token(
                "settlemint-service-access-token",
                "SettleMint service access token",
                text("sm_sat_"),
                ALNUM.of(16))
            .from(SETTLEMINT));
  }
}
