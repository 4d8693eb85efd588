#!/usr/bin/env bash
# Prepares the container: Python 3, from the system's own packages where it is missing, and data that root alone can read.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if ! command -v python3 >/dev/null; then
    if command -v apt-get >/dev/null; then
        apt-get update
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3
    elif command -v dnf >/dev/null; then
        dnf install -y python3
    else
        yum install -y python3
    fi
fi
python3 -c 'import sys; sys.exit("gradebox: Python 3.6 or newer is needed" if sys.version_info < (3, 6) else 0)'

chmod -R u=rwX,go= "$here"
