#!/usr/bin/env bash
# Installs all that the tests need, Chromium included, and runs them. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -d .venv ] || python3 -m venv .venv
. .venv/bin/activate
python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt

if ! command -v chromium-headless-shell >/dev/null; then
  if grep -qs '^ID=debian' /etc/os-release; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq chromium-headless-shell >/dev/null
  else
    python -m playwright install --with-deps --only-shell chromium
  fi
fi

ruff check .
ruff format --check .
mypy
[ tests/js/node_modules/.package-lock.json -nt tests/js/package-lock.json ] || npm ci --prefix tests/js --loglevel error
npm run --prefix tests/js --silent check
# Most of what tests in a browser do is wait: more processes than cores, a thread for each. Files in
# their order: those that take long come first.
OMP_NUM_THREADS=1 python -m pytest -n 4 --dist loadfile --no-loadscope-reorder "$@"
