#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The systemd unit says nothing systemd does not understand. The program it names need not be installed: a copy of
# the unit that names another one is verified. Exit 4: no systemd-analyze here.
set -eu
command -v systemd-analyze >/dev/null || exit 4
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

# Prints what systemd says of the unit on standard input; silent and true when it says nothing.
verify() {
    sed 's,^\(ExecStart\|ExecReload\|ExecStartPre\)=/usr/bin/moisson[d]*,\1=/bin/true,' > "$copy/moissond.service"
    said=$(systemd-analyze verify --recursive-errors=no "$copy/moissond.service" 2>&1) && [ -z "$said" ] && return 0
    echo "$said"
    return 1
}

for unit in systemd/*.service; do
    verify < "$unit" || { echo "rule unit: $unit: systemd must accept it in silence"; exit 1; }
done
# The rule itself: an unknown key must be refused.
if { cat systemd/moissond.service; echo '[Service]'; echo 'DynamicUzer=yes'; } | verify >/dev/null; then
    echo "rule unit: an unknown key was accepted, so nothing is proved"
    exit 1
fi
