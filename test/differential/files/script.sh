#!/bin/sh
echo "script $0 $*" | sed "s,.*/,,"; echo err >&2; exit ${3:-0}
