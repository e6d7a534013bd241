package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
import static dev.coffer.scanner.rules.Chars.ANY_HEX;
import static dev.coffer.scanner.rules.Chars.DIGIT;
import static dev.coffer.scanner.rules.Chars.HEX;
import static dev.coffer.scanner.rules.Chars.LOWER;
import static dev.coffer.scanner.rules.Chars.URL_PADDED;
import static dev.coffer.scanner.rules.Chars.URL_SAFE;
import static dev.coffer.scanner.rules.Piece.either;
import static dev.coffer.scanner.rules.Piece.inARow;
import static dev.coffer.scanner.rules.Piece.like;
import static dev.coffer.scanner.rules.Piece.maybe;
import static dev.coffer.scanner.rules.Piece.oneOf;
import static dev.coffer.scanner.rules.Piece.text;
import static dev.coffer.scanner.rules.Piece.uuid;
import static dev.coffer.scanner.rules.ProviderRule.assigned;
import static dev.coffer.scanner.rules.ProviderRule.pattern;
import static dev.coffer.scanner.rules.ProviderRule.token;

import java.util.List;

/** Chat, mail, telephone, and talk with customers. */
final class MessagingRules {
  private static final String SLACK = "https://docs.slack.dev/authentication/tokens";
  private static final String DISCORD =
      "https://discord.com/developers/docs/reference#authentication";
  private static final String MAILGUN =
      "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt";
  private static final String MESSAGEBIRD =
      "https://developers.messagebird.com/api/#authentication";
  private static final String SENDBIRD =
      "https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api";

  private MessagingRules() {}

  static List<ProviderRule> all() {
    return List.of(
        // Slack
        token(
                "slack-app-token",
                "Slack app-level token",
                text("xapp-"),
                like(
                    "[0-9]-[0-9A-Z]{8,14}-[0-9]{8,16}-",
                    "a version, app id and number between dashes"),
                ALNUM.of(20, 80))
            .from(SLACK),
        token(
                "slack-bot-token",
                "Slack bot token",
                text("xoxb-"),
                like("[0-9]{10,13}-[0-9]{10,13}-?", "workspace and bot ids between dashes"),
                URL_SAFE.of(18, 64))
            .from(SLACK),
        token(
                "slack-config-access-token",
                "Slack configuration access token",
                oneOf("xoxe.xoxb-", "xoxe.xoxp-"),
                like("[0-9]-", "a digit and `-`"),
                ALNUM.of(150, 180))
            .from("https://docs.slack.dev/reference/manifests#config-tokens"),
        token(
                "slack-config-refresh-token",
                "Slack configuration refresh token",
                text("xoxe-"),
                like("[0-9]-", "a digit and `-`"),
                ALNUM.of(140, 180))
            .from("https://docs.slack.dev/reference/manifests#config-tokens"),
        token(
                "slack-legacy-bot-token",
                "Slack bot token, older form",
                text("xoxb-"),
                DIGIT.of(8, 14),
                text("-"),
                ALNUM.of(18, 26))
            .from(SLACK),
        token(
                "slack-legacy-token",
                "Slack legacy token",
                oneOf("xoxo-", "xoxs-"),
                like("[0-9]+-[0-9]+-[0-9]+-", "three numbers and dashes"),
                ANY_HEX.of(8, 64))
            .from(
                "https://docs.slack.dev/legacy/legacy-custom-integrations/legacy-custom-integrations-tokens"),
        token(
                "slack-legacy-workspace-token",
                "Slack legacy workspace token",
                oneOf("xoxa-", "xoxr-"),
                maybe(like("[0-9]-", "a digit and `-`")),
                ALNUM.of(8, 48))
            .entropy(2)
            .from("https://docs.slack.dev/legacy/legacy-workspace-apps"),
        token(
                "slack-user-token",
                "Slack user token",
                oneOf("xoxp-", "xoxe-"),
                like("[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-", "three ids and dashes"),
                ALNUM.of(28, 34))
            .or(
                token(
                    "",
                    "",
                    oneOf("xoxp-", "xoxe-"),
                    like("[0-9]{8,13}-[0-9]{8,13}-", "two ids and dashes"),
                    ALNUM.of(24, 34)))
            .from(SLACK),
        pattern(
                "slack-webhook-url",
                "Slack incoming webhook or workflow trigger",
                "\\b((?:https?://)?hooks\\.slack\\.com/(?:services|workflows|triggers)/[0-9A-Za-z+/]{40,60})(?:[^\\w/-]|$)",
                "`hooks.slack.com/services/`, `workflows/` or `triggers/` + 40 to 60 letters,"
                    + " digits and /",
                List.of("hooks.slack.com"))
            .from("https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks"),

        // the other chats
        assigned(
                "discord-api-token",
                "Discord bot token or public key",
                Names.of("discord"),
                either(
                    inARow(
                        like("[MNO][0-9A-Za-z_-]{23,27}", "the bot's id in base64"),
                        text("."),
                        URL_SAFE.of(6),
                        text("."),
                        URL_SAFE.of(27, 38)),
                    HEX.of(64)))
            .from(DISCORD),
        assigned("discord-client-id", "Discord client id", Names.of("discord"), DIGIT.of(17, 19))
            .entropy(2)
            .from(DISCORD),
        assigned(
                "discord-client-secret",
                "Discord client secret",
                Names.of("discord"),
                URL_SAFE.of(32))
            .from(DISCORD),
        assigned(
                "mattermost-access-token",
                "Mattermost access token",
                Names.of("mattermost"),
                LOWER.of(26))
            .from("https://developers.mattermost.com/integrate/reference/personal-access-token/"),
        pattern(
                "microsoft-teams-webhook",
                "Microsoft Teams incoming webhook",
                "\\b(https://[0-9a-z-]+\\.webhook\\.office\\.com/webhookb2/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f-]{36}(?:/[\\w-]{10,60})?)",
                "a `webhook.office.com/webhookb2/` URL with two UUIDs, 32 hex digits and a UUID",
                List.of("webhook.office.com"))
            .from(
                "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook"),
        pattern(
                "telegram-bot-api-token",
                "Telegram bot token",
                "(?:\\b|bot)([0-9]{6,16}:A[0-9A-Za-z_-]{34})(?:[^\\w-]|$)",
                "6 to 16 digits + `:A` + 34 letters, digits, - and _",
                List.of(":a"))
            .from("https://core.telegram.org/bots/api#authorizing-your-bot"),
        assigned("sendbird-access-id", "Sendbird application id", Names.of("sendbird"), ANY_UUID)
            .from(SENDBIRD),
        assigned("sendbird-access-token", "Sendbird API token", Names.of("sendbird"), HEX.of(40))
            .from(SENDBIRD),

        // mail
        token(
                "sendgrid-api-token",
                "SendGrid API key",
                text("SG."),
                URL_SAFE.of(22),
                text("."),
                URL_SAFE.of(43))
            .from("https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys"),
        token(
                "sendinblue-api-token",
                "Brevo (Sendinblue) API key",
                text("xkeysib-"),
                HEX.of(64),
                text("-"),
                ALNUM.of(16))
            .from("https://developers.brevo.com/docs/getting-started"),
        assigned(
                "mailchimp-api-key",
                "Mailchimp API key",
                Names.of("mailchimp"),
                HEX.of(32),
                like("-us[0-9]{1,2}", "`-us` and the data centre's number"))
            .from("https://mailchimp.com/developer/marketing/guides/quick-start/"),
        assigned(
                "mailgun-private-api-token",
                "Mailgun private API key",
                Names.of("mailgun"),
                either(
                    inARow(text("key-"), HEX.of(32)),
                    inARow(HEX.of(32), text("-"), HEX.of(8), text("-"), HEX.of(8))))
            .from(MAILGUN),
        assigned(
                "mailgun-pub-key",
                "Mailgun public validation key",
                Names.of("mailgun"),
                text("pubkey-"),
                HEX.of(32))
            .from(MAILGUN),
        assigned(
                "mailgun-signing-key",
                "Mailgun webhook signing key",
                Names.of("mailgun").whose("sign"),
                either(LOWER_32_8_8, HEX.of(32)))
            .from(
                "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks"),

        // telephone
        token("twilio-api-key", "Twilio API key", text("SK"), HEX.of(32))
            .from("https://www.twilio.com/docs/iam/api-keys"),
        assigned(
                "messagebird-api-token",
                "MessageBird access key",
                Names.of("messagebird", "message-bird", "message_bird"),
                ALNUM.of(25))
            .from(MESSAGEBIRD),
        assigned(
                "messagebird-client-id",
                "MessageBird client id",
                Names.of("messagebird", "message-bird", "message_bird"),
                uuid())
            .from(MESSAGEBIRD),

        // talk with customers
        assigned(
                "beamer-api-token",
                "Beamer API key",
                Names.of("beamer"),
                text("b_"),
                URL_PADDED.of(44))
            .from("https://www.getbeamer.com/api"),
        assigned(
                "hubspot-api-key",
                "HubSpot private app token or API key",
                Names.of("hubspot"),
                maybe(like("(?i:pat-(?:na|eu|ap)[0-9]-)", "`pat-`, a region and `-`")),
                ANY_UUID)
            .from("https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview"),
        assigned(
                "intercom-api-key",
                "Intercom access token",
                Names.of("intercom"),
                URL_PADDED.of(60))
            .from(
                "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication"),
        assigned("zendesk-secret-key", "Zendesk API token", Names.of("zendesk"), ALNUM.of(40))
            .from("https://support.zendesk.com/hc/en-us/articles/4408889192858"));
  }

  private static final Piece ANY_UUID = like("(?i:" + uuid().regex() + ")", "a UUID");
  private static final Piece LOWER_32_8_8 =
      inARow(LOWER.of(32), text("-"), LOWER.of(8), text("-"), LOWER.of(8));
}
