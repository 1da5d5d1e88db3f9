# SPDX-License-Identifier: GPL-3.0-or-later
def long():  # refused: function
    a = 1
    b = 1
    c = 1
    d = 1
    e = 1
    f = 1
    g = 1
    return a


def fine():
    return 1
