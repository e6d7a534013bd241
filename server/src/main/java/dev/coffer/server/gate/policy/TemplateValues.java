package dev.coffer.server.gate.policy;

import java.util.Optional;

/** What the expressions of templates stand for, for one caller. */
@FunctionalInterface
public interface TemplateValues {

  /**
   * The value of an expression.
   *
   * @param expression as it stands between the braces, without blanks: {@code identity.entity.name}
   * @return empty when it stands for nothing; then the rule matches no path
   */
  Optional<String> value(String expression);
}
