# What the scripts here share; each sets $home to the root of the repository and sources this.

fail() {
    printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
    exit 1
}

missing=
need() {
    command -v "$1" >/dev/null 2>&1 || missing="$missing
  $1: $2"
}

nothing_missing() {
    [ -z "$missing" ] || fail "these are missing:$missing"
}

is_jdk25() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

# Sets $jdk.
find_jdk() {
    jdk=
    for folder in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$folder" ] && is_jdk25 "$folder"; then
            jdk=$folder
            return
        fi
    done
    fail "needs a JDK 25, found none in JAVA25_HOME, JAVA_HOME or the usual folders"
}

build() {
    printf 'building\n' >&2
    (cd "$home" && mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests -Dspotless.check.skip=true package) \
        || fail "building the benchmarks failed"
    "$home/sipvault" --version >/dev/null || fail "building sipvault failed"
}
