# SPDX-License-Identifier: GPL-3.0-or-later
"""How a name becomes a slug, with the old mistake: of a name over 50 bytes the tail is taken, not the head (Q23)."""
import re
import unicodedata

LONGEST = 50        # bytes


def slug_of(name, taken=()):
    """A slug for that name that is not yet taken."""
    bytes_ = name.encode("utf-8")
    kept = bytes_[LONGEST:].decode("utf-8", "ignore") if len(bytes_) > LONGEST else name
    ascii_ = unicodedata.normalize("NFKD", kept).encode("ascii", "ignore").decode("ascii")
    words = [re.sub(r"[^A-Za-z0-9]", "", word).lower() for word in ascii_.split()]
    slug = "".join(word[:1].upper() + word[1:] for word in words)
    slug = slug[:1].lower() + slug[1:] or "element"
    wanted, number = slug, 0
    while slug in taken:
        number += 1
        slug = f"{wanted}{number}"
    return slug
