# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages dense with templates: more than one sign in twenty bytes. Same number, same pages, to the byte."""
import random

from . import pages


def dense_page(chance, writer):
    """More than one sign in twenty bytes: templates in templates, links, tables of short cells."""
    def call(depth):
        parts = []
        for _ in range(chance.randint(1, 6)):
            value = chance.choice((writer.words(1)[0], f"[[{writer.name(1)}|{writer.words(1)[0]}]]", str(chance.randint(1, 99))))
            if depth > 0 and chance.random() < 0.3:
                value = call(depth - 1)
            parts.append(value if chance.random() < 0.3 else f"{writer.words(1)[0]}={value}")
        return "{{" + writer.name(1) + "|" + "|".join(parts) + "}}"
    return "\n".join(f"* {call(3)} {' '.join(writer.words(3))}" for _ in range(120))


def dense_pages(count):
    chance = random.Random(pages.SEED)
    writer = pages.Writer(chance)
    return [dense_page(chance, writer) for _ in range(count)]
