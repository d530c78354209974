#!/bin/sh
# Builds the libFuzzer targets with clang and runs each for SECONDS (default
# 60) on a copy of its corpus. New inputs are left in build-fuzz/corpus.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
if [ ! -f build-fuzz/build.ninja ]; then
  CC=clang meson setup build-fuzz -Dfuzz=true -Db_lto=false \
    -Dbuildtype=debugoptimized -Db_sanitize=address,undefined \
    -Db_lundef=false >/dev/null
fi
ninja -C build-fuzz --quiet fuzz
for target in build-fuzz/fuzz/fuzz_*; do
  [ -x "$target" ] && [ -f "$target" ] || continue
  name=$(basename "$target")
  mkdir -p "build-fuzz/corpus/$name"
  "$target" -max_total_time="$seconds" -max_len=65536 -rss_limit_mb=2048 \
    -verbosity=0 -print_final_stats=1 \
    "build-fuzz/corpus/$name" "fuzz/corpus/${name#fuzz_}" \
    >"build-fuzz/$name.log" 2>&1 || {
    tail -n 40 "build-fuzz/$name.log"
    echo "$name failed" >&2
    exit 1
  }
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "build-fuzz/$name.log")
  echo "$name: $runs runs without a finding"
done
