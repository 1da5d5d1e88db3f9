#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sleep 1 in a comment
sleep 1  # refused: sleep
true && sleep 2  # refused: sleep
while true; do sleep 0.1; done  # refused: sleep
echo "asleep 3"
