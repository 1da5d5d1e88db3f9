# SPDX-License-Identifier: GPL-3.0-or-later
from time import monotonic, sleep  # refused: sleep
time.sleep(1)  # refused: sleep
import os  # noqa refused: silenced
import sys  # noqa: E402 is named
