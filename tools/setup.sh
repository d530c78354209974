# Sourced by ./run, ./test and .ci/run: installs missing Debian packages.
#
#   need PACKAGE...    installs those that are not there, as root or with sudo

need() {
  missing=
  for package; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
      grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  as_root=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
      echo "These packages are missing; install them as root:$missing" >&2
      exit 1
    }
    as_root=sudo
  fi
  echo "Installing:$missing"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# Runs a command in silence; when it fails, shows what it said and ends.
quietly() {
  quiet_log=$(mktemp)
  "$@" >"$quiet_log" 2>&1 || {
    cat "$quiet_log" >&2
    rm -f "$quiet_log"
    exit 1
  }
  rm -f "$quiet_log"
}

BUILD_PACKAGES="gcc libc6-dev meson ninja-build pkg-config libxml2-dev
  libxxhash-dev libutf8proc-dev libuchardet-dev zlib1g-dev libdeflate-dev
  libcurl4-openssl-dev libsqlite3-dev libmicrohttpd-dev"
TEST_PACKAGES="libcmocka-dev libsimde-dev python3"
CI_PACKAGES="clang libclang-rt-14-dev clang-format python3-venv chromium
  groff-base"
