#!/usr/bin/env bash
# Prepares a container of Gradescope's for gradebox, once, while the platform builds the autograder's image: as root,
# with a network. What the base image has already is left as it is.
set -euo pipefail
source=${GRADEBOX_SOURCE:-/autograder/source}
export DEBIAN_FRONTEND=noninteractive
cd "$source"
# What is in here is nobody's but root's: suites, expected values, the secret that seeds come from.
chmod -R u+rwX,go= "$source"
chmod 711 "$(dirname "$source")"

say() { printf 'gradebox: %s\n' "$*"; }

updated=false
install() {
    $updated || apt-get update -qq
    updated=true
    say "installing $*"
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

has_jdk() {
    local java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    command -v "${java}c" >/dev/null || return 1
    local version
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge 21 ]
}
# Suites in Java are compiled here, once.
has_jdk || install openjdk-21-jdk-headless
command -v python3 >/dev/null || install python3
command -v flock >/dev/null || install util-linux

if [ -f setup-more.sh ]; then
    bash -euo pipefail ./setup-more.sh
fi

missing_apt=() missing_pip=()
while read -r module debian pip; do
    case $module in '' | '#'*) continue ;; esac
    if ! python3 -c "import $module" 2>/dev/null; then
        missing_apt+=("$debian")
        missing_pip+=("$pip")
    fi
done <python-packages
if [ ${#missing_apt[@]} -gt 0 ]; then
    $updated || apt-get update -qq
    updated=true
    # Debian's own from version 13 on are those of the course image; older ones, and Ubuntu 22.04's, are too old or missing.
    . /etc/os-release
    if [ "$ID" = debian ] && [ "${VERSION_ID:-0}" -ge 13 ]; then
        install "${missing_apt[@]}" libopenblas0-serial
    else
        command -v pip3 >/dev/null || install python3-pip
        say "installing ${missing_pip[*]}"
        # shellcheck disable=SC2046 # the options are words
        PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --quiet --no-cache-dir --root-user-action=ignore $(cat pip-options) "${missing_pip[@]}" \
            || PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --quiet --no-cache-dir $(cat pip-options) "${missing_pip[@]}"
    fi
fi
rm -rf /var/lib/apt/lists/*

# What can be done before the first submission comes: suites compiled, classes in the form in which the JVM maps them.
export GRADEBOX_CACHE=$source/cache GRADEBOX_STATE=$source/state GRADEBOX_REHEARSE=$source/assignment
mkdir -p -m 700 "$GRADEBOX_CACHE" "$GRADEBOX_STATE"
./gradebox/gradebox --version
./gradebox/gradebox validate "$source/assignment"
say "ready"
