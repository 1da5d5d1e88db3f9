# SPDX-License-Identifier: GPL-3.0-or-later
"""Which path leads where. Routes are read in any case, with or without the prefix of very old installations; what
follows them are pairs of names and values."""
from urllib.parse import unquote

from . import accounts, communs, elements, legacy, links, search, writes
from .answer import failure
from .deeds import Unknown

ROUTES = {
    "api/organization/get": legacy.organizations,
    "api/project/get": legacy.projects,
    "api/event/get": legacy.events,
    "api/poi/get": elements.poi,
    "api/tags/get": elements.tags,
    "api/tool/get": elements.tool,
    "co2/search/globalautocomplete": search.search,
    "costum/navigator/gettl": search.navigator,
    "co2/search/globalautocompleteadmin": search.for_admins,
    "co2/slug/getinfo": elements.slug,
    "co2/element/about": elements.about,
    "co2/element/get": elements.get,
    "co2/element/updatefields": writes.update_fields,
    "co2/element/updateblock": writes.update_block,
    "co2/element/updatepathvalue": writes.update_path,
    "co2/element/save": writes.save,
    "co2/element/delete": writes.delete,
    "co2/element/stopdelete": writes.stop_delete,
    "co2/link/connect": links.connect,
    "co2/link/disconnect": links.disconnect,
    "co2/person/authenticate": accounts.authenticate,
    "co2/person/logged": accounts.logged,
    "co2/aap/directoryproposal": communs.proposals,
    "survey/coform/getformbyid": communs.form_by_id,
}
# What was made after 2018.
RECENT = ("costum/navigator/gettl", "co2/search/globalautocompleteadmin", "co2/element/updatepathvalue", "co2/aap/directoryproposal",
          "survey/coform/getformbyid")


def split(path):
    """(route, what follows it) of the path of a URL. An encoded slash is a slash: PHP decodes before it cuts."""
    parts = [part for part in unquote(path).split("/") if part]
    if parts[:1] == ["ph"]:
        parts = parts[1:]
    return "/".join(parts[:3]).lower(), parts[3:]


def pairs(tail):
    """The variables of a path: name, value, name, value …; a name without a value is empty."""
    return list(zip(tail[::2], [*tail[1::2], ""]))


def answer(place, request):
    settings = place.settings
    signing = {settings.login_path.lower(): accounts.login, settings.refresh_path.lower(): accounts.refresh}
    asked = "/".join([request.route, *request.tail]).lower().strip("/")
    handler = signing.get(asked) or ROUTES.get(request.route)
    too_new = settings.dialect == "legacy2018" and (asked in signing or request.route in RECENT)
    if handler is None or too_new:
        return failure(request, f'Unable to resolve the request "{request.route}".', page_status=404, text_status=404)
    try:
        return handler(place, request)
    except Unknown as why:
        return failure(request, str(why))
