package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** {@code coffer operator generate-root}: a new root token, agreed by those who hold the key shares. */
final class GenerateRoot {
  private static final String API = "sys/generate-root/attempt";

  /** A root token's length when a server does not say it: `hvs.` and 24 more. */
  private static final int OTP_CHARS = 28;

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private GenerateRoot() {}

  static List<Command> commands() {
    return List.of(
        Command.of("operator generate-root", "[KEY]", "Make a new root token", 0, 1, GenerateRoot::run)
            .with(
                Flag.on("init", "begin; prints the one-time password that decodes the token"),
                Flag.on("cancel", "give up"),
                Flag.on("status", "show how far it is"),
                Flag.on("generate-otp", "print a one-time password"),
                Flag.value("otp", "OTP", "the one-time password, with -init or -decode"),
                Flag.value("decode", "TOKEN", "decode an encoded root token; `-` reads it from standard input"),
                Flag.value("nonce", "NONCE", "of the attempt, from -init")));
  }

  private static int run(Invocation in) {
    if (in.args().isOn("generate-otp")) {
      in.printer().raw(otp(in));
      return Cli.DONE;
    }
    if (in.args().has("decode")) {
      return decode(in);
    }
    if (in.args().isOn("cancel")) {
      in.client().call(Secrets.canceling(in, API));
      return LogicalCommands.done(in, "Success! Root token generation canceled (if it was started)");
    }
    if (in.args().isOn("status")) {
      return status(in, in.client().call(Call.get(API).unwrapped()).body());
    }
    return in.args().isOn("init") ? init(in) : give(in);
  }

  private static int init(Invocation in) {
    Json.Builder body = Json.object();
    in.args().value("otp").ifPresent(otp -> body.put("otp", otp));
    return status(in, in.client().call(Call.put(API, body.build()).unwrapped()).body());
  }

  private static int give(Invocation in) {
    String nonce = Secrets.nonce(in, API);
    String key = Secrets.positionalOrAsked(in, 0, "Unseal Key (will be hidden): ");
    Json body = Json.object().put("key", key).put("nonce", nonce).build();
    return status(in, in.client().call(Call.put("sys/generate-root/update", body).unwrapped()).body());
  }

  private static int status(Invocation in, Json.Object status) {
    if (!in.printer().isTable()) {
      in.printer().tree(status);
      return Cli.DONE;
    }
    Table table = Table.keyValue();
    table.row("Nonce", shown(status, "nonce"));
    table.row("Started", shown(status, "started"));
    table.row("Progress", shown(status, "progress") + "/" + shown(status, "required"));
    table.row("Complete", shown(status, "complete"));
    for (String name : List.of("otp", "otp_length", "encoded_token")) {
      if (!shown(status, name).isEmpty()) {
        table.row(title(name), shown(status, name));
      }
    }
    in.printer().line(table.text());
    return Cli.DONE;
  }

  private static String title(String name) {
    return switch (name) {
      case "otp" -> "OTP";
      case "otp_length" -> "OTP Length";
      default -> "Encoded Token";
    };
  }

  private static String shown(Json.Object object, String name) {
    return object.get(name).filter(value -> !(value instanceof Json.Null)).map(GoText::of).orElse("");
  }

  private static String otp(Invocation in) {
    long length =
        in.client().call(Call.get(API).unwrapped()).body().integer("otp_length").orElse((long) OTP_CHARS);
    SecureRandom random = new SecureRandom();
    StringBuilder otp = new StringBuilder();
    for (int at = 0; at < Math.clamp(length, 1, 256); at++) {
      otp.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return otp.toString();
  }

  private static int decode(Invocation in) {
    String encoded = Secrets.argument(in, in.args().value("decode").orElseThrow());
    String otp = in.args().value("otp").orElseThrow(() -> new UsageException("-otp is missing"));
    String token = decoded(encoded, otp);
    if (in.printer().isTable() || in.args().has("field")) {
      in.printer().raw(token);
    } else {
      in.printer().tree(Json.object().put("token", token).build());
    }
    return Cli.DONE;
  }

  /** The bytes of both, one against the other. */
  static String decoded(String encoded, String otp) {
    byte[] token;
    try {
      token = Base64.getDecoder().decode(padded(encoded));
    } catch (IllegalArgumentException _) {
      throw new UsageException("the encoded token is not base64");
    }
    byte[] password = otp.getBytes(StandardCharsets.UTF_8);
    if (token.length != password.length) {
      throw new UsageException("the one-time password does not belong to this token: they differ in length");
    }
    for (int at = 0; at < token.length; at++) {
      token[at] ^= password[at];
    }
    return new String(token, StandardCharsets.UTF_8);
  }

  private static String padded(String base64) {
    String bare = base64.replaceFirst("=+$", "");
    return bare + "=".repeat((4 - bare.length() % 4) % 4);
  }
}
