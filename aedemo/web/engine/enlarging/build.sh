#!/bin/sh
# Makes enlarging.wasm of enlarging.c, and notes of which source it is. Needs clang and lld 19:
# apt-get install clang-19 lld-19
set -e
cd "$(dirname "$0")"
object=$(mktemp)
trap 'rm -f "$object"' EXIT
# Compiling and linking apart: clang would run an old wasm-opt if there is one, which fails on SIMD.
clang-19 --target=wasm32 -O2 -fno-unroll-loops -fno-vectorize -fno-slp-vectorize -msimd128 -mbulk-memory -ffreestanding \
  -ffp-contract=off -Wall -Werror -c enlarging.c -o "$object"
wasm-ld-19 --no-entry --strip-all --import-memory -z stack-size=16384 "$object" -o enlarging.wasm
sha256sum enlarging.c enlarging.wasm > enlarging.sha256
