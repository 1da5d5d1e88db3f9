# SPDX-License-Identifier: GPL-3.0-or-later
"""How this place differs from others: what nobody outside knows for sure, and can therefore be switched."""
from dataclasses import asdict, dataclass, fields

DIALECTS = ("modern", "legacy2018")
CHOICES = {"dialect": DIALECTS, "open_data_filter": ("works", "nothing", "ignored")}


@dataclass
class Settings:
    """Each is the name of a switch of /__double/settings."""

    dialect: str = "modern"                     # or legacy2018: before `fields`, `filters` and `sortBy`
    ignore_index_min: bool = False              # every page of the search is the first one
    ignore_ranges: bool = False                 # ranges[<type>] means nothing
    ignore_sort_by: bool = False                # rows come as they were written down
    no_count: bool = False                      # the search never counts
    most_rows: int = 0                          # an answer of the search never has more than so many; 0: as many as were asked for
    open_data_filter: str = "works"             # filters[preferences.isOpenData]: works, nothing, ignored
    gt_compares_ints: bool = False              # filters[updated][$gt] finds numbers
    html_instead: bool = False                  # about/…/json/true answers a page
    case_sensitive_authorization: bool = True   # only `Authorization` is looked for, not `authorization`
    basic: bool = True                          # Authorization: Basic opens a session for one request
    path_update_bumps: bool = False             # updatepathvalue moves `updated`
    login_path: str = "auth/login"              # where the pair of tokens is given
    refresh_path: str = "auth/refresh"
    access_lifetime_s: int = 900                # of an access token
    session_lifetime_s: int = 1800              # of a session that is not remembered
    reads_write: bool = False                   # the first reading of an element keeps the paths of its pictures (Q15)
    compress: bool = True                       # gzip for who accepts it

    def change(self, wanted):
        """Sets what is named; the names that are no switch, or values that are none."""
        kinds = {field.name: type(field.default) for field in fields(self)}
        wrong = [name for name, value in wanted.items() if not isinstance(value, kinds.get(name, ()))]
        wrong += [name for name, choices in CHOICES.items() if name in wanted and wanted[name] not in choices]
        if not wrong:
            for name, value in wanted.items():
                setattr(self, name, value)
        return wrong

    def as_json(self):
        return asdict(self)
