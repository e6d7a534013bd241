#!/usr/bin/env bash
# Tests the launcher with made-up JDKs in a made-up release: which Java it starts, and with what.
# Usage: launcher-test.sh PATH-TO-LAUNCHER
set -euo pipefail

launcher=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
failures=0

check() { # what expected actual
  if [[ $2 != "$3" ]]; then
    printf 'FAILED: %s\n  expected: %s\n  was:      %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
  fi
}

# A JDK whose java prints its name, the words after the main class, and some of what it was given.
jdk() { # name version
  mkdir -p "$root/$1/bin"
  printf 'IMPLEMENTOR="Test"\nJAVA_VERSION="%s"\n' "$2" >"$root/$1/release"
  cat >"$root/$1/bin/java" <<EOF
#!/usr/bin/env bash
printf '%s' "$1"
seen=
for word in "\$@"; do
  if [[ -n \$seen ]]; then printf '|%s' "\$word"; fi
  [[ \$word == dev.coffer.app.Main ]] && seen=1
done
printf ' argv0=%s tool=%s kept=%s lc=%s/%s core=%s' "\${COFFER_ARGV0-}" "\${JAVA_TOOL_OPTIONS-}" "\${COFFER_KEPT_JAVA_TOOL_OPTIONS-}" "\$LC_ALL" "\${COFFER_KEPT_LC_ALL-}" "\$(ulimit -S -c)"
EOF
  chmod +x "$root/$1/bin/java"
}

jdk jdk17 17.0.1
jdk jdk25 25
jdk jdk26 26.0.1
mkdir -p "$root/release/lib" "$root/links"
cp "$launcher" "$root/release/coffer"
for jar in coffer-app-1 coffer-client-1 coffer-kit-1 jackson-core-1; do : >"$root/release/lib/$jar.jar"; done
ln -s ../release/coffer "$root/links/vault"

start() { env -i PATH="$PATH" HOME="$root" LC_ALL=C.UTF-8 "$@"; }
tail="argv0= tool= kept= lc=C.UTF-8/ core=0"

check "COFFER_JAVA_HOME comes first" "jdk26|kv|get $tail" \
  "$(start COFFER_JAVA_HOME="$root/jdk26" JAVA_HOME="$root/jdk25" "$root/release/coffer" kv get)"
check "JAVA_HOME is next" "jdk25|status $tail" "$(start JAVA_HOME="$root/jdk25" "$root/release/coffer" status)"
check "an older COFFER_JAVA_HOME is passed over" "jdk25|status $tail" \
  "$(start COFFER_JAVA_HOME="$root/jdk17" JAVA_HOME="$root/jdk25" "$root/release/coffer" status)"
check "words with blanks stay whole" "jdk25|kv|put|a b|c=d e $tail" \
  "$(start JAVA_HOME="$root/jdk25" "$root/release/coffer" kv put "a b" "c=d e")"
check "a link named vault says so" "jdk25|status argv0=vault tool= kept= lc=C.UTF-8/ core=0" \
  "$(start JAVA_HOME="$root/jdk25" "$root/links/vault" status)"
check "Java's variables are kept for run" "jdk25|status argv0= tool= kept=-Dx=1 lc=C.UTF-8/ core=0" \
  "$(start JAVA_HOME="$root/jdk25" JAVA_TOOL_OPTIONS=-Dx=1 "$root/release/coffer" status)"
check "without a UTF-8 locale C.UTF-8 is used" "jdk25|status argv0= tool= kept= lc=C.UTF-8/C core=0" \
  "$(start JAVA_HOME="$root/jdk25" LC_ALL=C "$root/release/coffer" status)"
check "it works from another directory by a relative path" "jdk25|status $tail" \
  "$(cd "$root/links" && start JAVA_HOME="$root/jdk25" ../release/coffer status)"

mv "$root/release/lib" "$root/release/gone"
message=$(start JAVA_HOME="$root/jdk25" "$root/release/coffer" status 2>&1 || true)
check "missing jars are named" "coffer: there are no jars in $root/release/lib: build with \`mvn package\`, or unpack the release again" "$message"

if ((failures > 0)); then exit 1; fi
echo "launcher: all checks passed"
