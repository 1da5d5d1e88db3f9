# SPDX-License-Identifier: GPL-3.0-or-later
"""Communs: answers to a form. The list of a call, and the schema of its form."""
from . import filters, php
from .answer import Answer, failure, refused
from .filters import DatabaseError
from .scope import first, one_tag_of, rank

STEP = 100
TITLE_STEP = "aapStep1"         # the original looks nowhere else for a title
SIDE_BLOCKS = ("users", "usersStatus", "sousOrga", "checkSeen", "allActions", "allImages", "allDocuments", "elements", "inputs",
               "allNotSeenComments")


def belongs(form_id):
    """Three ways to be in a call: answered there, chosen by its place, linked to it."""
    def asks(document):
        if document.get("form") == form_id:
            return True
        chosen = filters.values_at(document, "answers.aapStep2.choose")
        selected = any(isinstance(each, dict) and isinstance(each.get(form_id), dict) and each[form_id].get("value") == "selected"
                       for each in chosen)
        linked = filters.values_at(document, "links.aacForm")
        return selected or any(isinstance(each, dict) and form_id in each for each in linked)
    return asks


def first_step(document):
    answers = document.get("answers")
    step = answers.get(TITLE_STEP) if isinstance(answers, dict) else None
    return step if isinstance(step, dict) else {}


def lines_of(step):
    """The lines of a budget: a list, `{}`, or an object with numbers for keys."""
    lines = step.get("depense")
    lines = list(lines.values()) if isinstance(lines, dict) else lines if isinstance(lines, list) else []
    return [line for line in lines if isinstance(line, dict)]


def number(value):
    try:
        return int(float(value))
    except (TypeError, ValueError):
        return 0


def funds(step):
    lines = lines_of(step)
    given = [each for line in lines for each in (line.get("financer") or []) if isinstance(each, dict)]
    return {"price": sum(number(line.get("price")) for line in lines), "financer": [number(each.get("amount")) for each in given]}


def decorated(identity, document, fields):
    """What was stored, and what is computed when it is listed: nothing of that can be filtered."""
    stored = {name: value for name, value in document.items() if not fields or name in fields}
    step, links = first_step(document), document.get("links") or {}
    contributors = links.get("contributors") or {}
    return {"_id": document["_id"], **stored,
            "name": step.get("titre") or "(No title)", "descriptionStr": step.get("description", ""), "tags": step.get("tags", []), "image": document.get("profilImageUrl", ""), "funds": funds(step),
            "user_count": len(contributors), "interrest_count": len(document.get("vote") or {})}


def users_of(state, documents):
    """The people of the answers shown, by their names: a reader must drop them."""
    ids = {each for document in documents for each in (document.get("user"), *(document.get("vote") or {})) if each}
    return {each: {"id": each, "name": state.find("citoyens", each)["name"]} for each in sorted(ids) if each in state["citoyens"]}


def questions(place, form, form_id):
    wanted = dict(form.branch("filters"))
    asked_form = wanted.pop("form", None) or form_id
    found = filters.questions_of(wanted, place.settings, form.ignore)
    if asked_form:
        found.append(belongs(asked_form))
    text = form.text("name").lower()
    path = form.text("textPath") or f"answers.{TITLE_STEP}.titre"
    if text:
        found.append(filters.like(path, [text]))
    tags = form.texts("searchTags")
    tags_path = form.text("tagsPath") or f"answers.{TITLE_STEP}.tags"
    if tags:
        found.append(lambda document: one_tag_of(tags)({"tags": filters.values_at(document, tags_path)}))
    return found


def chosen(place, form, form_id):
    """Ids of the answers in the order asked for."""
    asked = questions(place, form, form_id)
    documents = place.state["answers"].documents
    ids = [each for each, document in documents.items() if all(question(document) for question in asked)]
    for field, way in reversed(list(form.branch("sortBy").items())):
        ids.sort(key=lambda each, field=field: rank(first(documents[each], field)), reverse=str(way).startswith("-"))
    return ids


def closed(place, request, form_id):
    """Whether only administrators may see the list of that form."""
    form = place.state.find("forms", form_id) or {}
    return filters.one_of((form.get("params") or {}).get("onlyAdminCanSeeList"), [True, "true"]) \
        and not place.accounts.is_admin(request.person)


def proposals(place, request):
    """POST /co2/aap/directoryproposal/source/…/form/…; indexMin counts here."""
    url, form = request.url, request.form
    form_id = url.text("form")
    url.text("source")
    form.texts("searchType")
    if closed(place, request, form_id):
        return refused("Access denied")
    try:
        ids = chosen(place, form, form_id)
    except DatabaseError as why:
        return failure(request, f"MongoDB: {why}", page_status=500)
    if url.flag("newcounter"):
        return Answer({"newCounter": len(ids)})
    side = {name: {} for name in SIDE_BLOCKS}
    if url.flag("countonly"):
        return Answer({"count": {"answers": len(ids)}, **side})
    skip, step = max(0, form.number("indexMin", 0)), form.number("indexStep", STEP)
    everything = form.text("indexStep") == "all" or step <= 0
    page_ids = ids[skip:] if everything else ids[skip:skip + step]
    documents, fields = place.state["answers"].documents, form.texts("fields")
    shown = {each: decorated(each, documents[each], fields) for each in page_ids}
    form.flag("count")
    return Answer({"results": php.an_array(shown), "count": {"answers": len(ids)}, **side,
                   "users": users_of(place.state, [documents[each] for each in page_ids])})


def form_by_id(place, request):
    """POST /survey/coform/getformbyid: the steps of a form, their questions, the lists they choose from."""
    identity = request.form.text("parentFormId") or request.url.text("parentFormId")
    form = place.state.find("forms", identity)
    if form is None:
        return refused("Form not found")
    return Answer({"result": True, "data": form})
