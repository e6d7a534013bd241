package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
import static dev.coffer.scanner.rules.Chars.LETTER;
import static dev.coffer.scanner.rules.Chars.LOWER;
import static dev.coffer.scanner.rules.Chars.URL_SAFE;
import static dev.coffer.scanner.rules.Piece.like;
import static dev.coffer.scanner.rules.Piece.oneOf;
import static dev.coffer.scanner.rules.Piece.text;
import static dev.coffer.scanner.rules.ProviderRule.assigned;
import static dev.coffer.scanner.rules.ProviderRule.token;

import java.util.List;

/** Models for rent. */
final class ModelRules {
  private static final String ANTHROPIC = "https://docs.claude.com/en/api/overview#authentication";
  private static final String HUGGING_FACE = "https://huggingface.co/docs/hub/security-tokens";

  /** Base64 of "OpenAI", in the middle of every key that OpenAI makes today. */
  private static final String OPENAI_MARK = "T3BlbkFJ";

  private ModelRules() {}

  static List<ProviderRule> all() {
    return List.of(
        token(
                "anthropic-api-key",
                "Anthropic API key",
                text("sk-ant-api03-"),
                URL_SAFE.of(93),
                text("AA"))
            .from(ANTHROPIC),
        token(
                "anthropic-admin-api-key",
                "Anthropic admin API key",
                text("sk-ant-admin01-"),
                URL_SAFE.of(93),
                text("AA"))
            .from("https://docs.claude.com/en/api/administration-api"),
        token(
                "openai-api-key",
                "OpenAI API key",
                oneOf("sk-proj-", "sk-svcacct-", "sk-admin-"),
                like(
                    "[0-9A-Za-z_-]{20,100}" + OPENAI_MARK + "[0-9A-Za-z_-]{20,100}",
                    "20 to 100 + `T3BlbkFJ` + 20 to 100 letters, digits, - and _"))
            .or(token("", "", text("sk-"), ALNUM.of(48)))
            .entropy(3.5)
            .from("https://platform.openai.com/docs/api-reference/authentication"),
        assigned(
                "cohere-api-token",
                "Cohere API key",
                Names.of("cohere", "co_api_key"),
                ALNUM.of(40))
            .from("https://docs.cohere.com/reference/about"),
        token("huggingface-access-token", "Hugging Face access token", text("hf_"), LETTER.of(34))
            .from(HUGGING_FACE),
        token(
                "huggingface-organization-api-token",
                "Hugging Face organization token",
                text("api_org_"),
                LETTER.of(34))
            .from(HUGGING_FACE),
        token("perplexity-api-key", "Perplexity API key", text("pplx-"), ALNUM.of(48))
            .from("https://docs.perplexity.ai/guides/api-key-management"),
        assigned(
                "privateai-api-token",
                "Private AI API key",
                Names.of("privateai", "private_ai", "private-ai"),
                LOWER.of(32))
            .from("https://docs.private-ai.com/quickstart/"));
  }
}
