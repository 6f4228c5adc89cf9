#!/bin/sh
# Set up .venv from uv.lock. Needs Python 3.11, 3.12 or 3.13; uv comes from PyPI unless it is on PATH.
set -eu
cd "$(dirname "$0")/.."

supported='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'
python=
for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c "$supported" >/dev/null 2>&1; then
        python=$("$candidate" -c 'import sys; print(sys.executable)')
        break
    fi
done
if [ -z "$python" ]; then
    found=$(python3 --version 2>&1 || echo "no python3")
    echo "Warraq needs Python 3.11, 3.12 or 3.13; found: $found." >&2
    echo "Install one (Debian: apt-get install python3 python3-venv; macOS: brew install python@3.13)," >&2
    echo "or name it: make setup PYTHON=/path/to/python3.13" >&2
    exit 1
fi

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    if [ ! -x .venv-tools/bin/uv ]; then
        echo "Fetching uv from PyPI into .venv-tools"
        "$python" -m venv .venv-tools || {
            echo "Python's venv module is missing (Debian: apt-get install python3-venv)." >&2
            exit 1
        }
        .venv-tools/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
    fi
    uv=.venv-tools/bin/uv
fi

echo "Setting up .venv with $("$python" --version)"
"$uv" sync --frozen --python "$python"
touch .venv/.set-up
