#!/bin/sh
# Writes rules/openai/model/old.pyi and new*.pyi again from three Pythons that have the named releases installed:
#   scripts/openai-model.sh PYTHON_WITH_0.28.1 PYTHON_WITH_1.93.1 PYTHON_WITH_1.3.7
set -eu
[ $# -eq 3 ] || { sed -n '2,3p' "$0" >&2; exit 2; }
here=$(dirname "$0")
model=$here/../rules/openai/model
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT
# The answers' shapes follow the surface; both parts of them belong to one module, whose line stands once.
"$1" "$here/openai-surface-old.py" > "$scratch/surface" 2> /dev/null
"$2" "$here/openai-surface.py" shapes | sed '$d' > "$scratch/shapes"
"$3" "$here/openai-surface.py" shapes --removed | sed 1d > "$scratch/removed"
"$2" "$here/openai-surface.py" new > "$scratch/new"
"$3" "$here/openai-surface.py" new > "$scratch/first"
cat "$scratch/surface" "$scratch/shapes" "$scratch/removed" > "$model/old.pyi"
cp "$scratch/new" "$model/new.pyi"
cp "$scratch/first" "$model/new-1.3.7.pyi"
