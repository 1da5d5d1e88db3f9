# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked: every request with its variables, what was sent in vain, and what became of it."""
from .accounts import masked


class Journal:
    """In the order in which requests came; secrets are masked."""

    def __init__(self):
        self.requests = []

    def note(self, request, pairs):
        """A request that came. The entry is completed by done()."""
        said = request.header("Authorization")
        entry = {"number": len(self.requests) + 1, "method": request.method, "path": request.path, "route": request.route,
                 "form": [[name, masked(name, value)] for name, value in pairs], "status": None, "bytes": 0, "unknown": [],
                 "faults": [], "agent": request.header("User-Agent"), "ajax": request.ajax,
                 "accept": request.header("Accept"), "authorization": said.split(" ")[0],
                 "cookie": bool(request.header("Cookie"))}
        self.requests.append(entry)
        return entry

    @staticmethod
    def done(entry, request):
        """It was answered; status and bytes of the body are noted as they are sent."""
        entry.update(faults=[fault.name for fault in request.faults],
                     unknown=request.url.sent_in_vain() + request.form.sent_in_vain())
