#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same figures of health by the same formulas, as CPython computes them.

    health_reads.py fold|indicators PASSES FILE      the file of bench/health.cpp; prints what that prints
"""
import json
import math
import sys
import time
from itertools import groupby

WEEK_MS, EPOCH_MS, DAY_MS = 604_800_000, 978_307_200_000, 86_400_000
HALF, PRIOR, PRIOR_DAYS, STOP, REVIVAL, MOST, HORIZON = 365, 0.1, 730, 0.02, 0.02, 5, 365
KAPPA = math.log(2) / HALF
WORK_HALF = 730
GRID = [(30, 365), (15, 730), (15, 730), (15, 365), (10, 1825), (10, 730), (5, 1825)]


def thursday(week):
    return 11326.5 + 7 * week


def fold(acts):
    """(weeks, {person: weeks}) of one resource."""
    texts, counts = [text for _, _, text in acts], [True] * len(acts)
    for i, text in enumerate(texts):
        if i and text == texts[i - 1]:
            counts[i] = False
            continue
        recent = texts[max(0, i - 15):i]
        if text in recent:
            back = recent[::-1].index(text) + 1
            counts[i] = False
            counts[i - back + 1:i] = [False] * (back - 1)
    weeks, people = set(), {}
    for (at, who, _), counted in zip(acts, counts):
        if counted:
            week = (at - EPOCH_MS) // WEEK_MS
            weeks.add(week)
            people.setdefault(who, set()).add(week)
    return sorted(weeks), people


def forecast(weeks, now):
    first, last = thursday(weeks[0]), thursday(weeks[-1])
    at_last = sum(2 ** (-7 * (weeks[-1] - week) / HALF) for week in weeks)
    age = max(0.0, now - last)
    events = PRIOR + at_last
    shape = min(events, MOST)
    scale = (PRIOR_DAYS + (1 - math.exp(-KAPPA * (last - first))) / KAPPA) * shape / events
    survival = (scale / (scale + age)) ** shape
    pause = survival / (survival + STOP)
    vitality = at_last * 2 ** (-age / HALF)
    seen = PRIOR_DAYS + (1 - math.exp(-KAPPA * max(0.0, now - first))) / KAPPA
    active = 1 - (seen / (seen + HORIZON)) ** (PRIOR + vitality)
    return vitality, pause * active + (1 - pause) * REVIVAL


def trend(weeks, week):
    recent = sum(week - 51 <= each <= week for each in weeks)
    before = sum(week - 103 <= each <= week - 52 for each in weeks)
    term = at_most = 2.0 ** -(recent + before)
    for k in range(min(recent, before)):
        term *= (recent + before - k) / (k + 1)
        at_most += term
    return math.log2((recent + 0.5) / (before + 0.5)), min(1.0, 2 * at_most)


def slowdown(weeks, now_week):
    total, of_empty, of_active, active = 0.0, 0.0, 0.0, set(weeks)
    for week in range(weeks[0], now_week):
        if week in active:
            total = max(0.0, total + of_active) if total else 0.0
            continue
        if total == 0:
            usual = max(sum(week - 104 <= each < week for each in weeks) / 104, 1 / 52)
            of_empty = math.log((1 - usual / 4) / (1 - usual)) if usual < 1 else 3
            of_active = math.log(0.25)
        total = min(3.0, total + of_empty)
    return total


def indicators(weeks, people, acts, now):
    vitality, p12 = forecast(weeks, now)
    gaps = [7 * (later - earlier) for earlier, later in zip(weeks, weeks[1:])]
    found = [vitality, p12, max(0.0, now - thursday(weeks[-1])) * (1 + len(gaps)) / (180 + sum(gaps))]
    now_week = int((now - 11323) // 7)
    if now - thursday(weeks[0]) >= 730:
        found += trend(weeks, now_week)
    if len(gaps) >= 4:
        mean = sum(gaps) / len(gaps)
        r = math.sqrt(max(0.0, sum(gap * gap for gap in gaps) / len(gaps) - mean * mean)) / mean
        more, fewer = math.sqrt(len(gaps) + 1), math.sqrt(len(gaps) - 1)
        found.append((more * r - fewer) / ((more - 2) * r + fewer))
    found.append(slowdown(weeks, now_week))
    work = sorted((sum(2 ** (-7 * (max(own) - week) / WORK_HALF) for week in own)
                   * 2 ** (-max(0.0, now - thursday(max(own))) / WORK_HALF) for own in people.values()), reverse=True)
    found.append(sum(work) ** 2 / sum(each * each for each in work))
    carried, few = 0.0, 0
    while carried < sum(work) / 2:
        carried += work[few]
        few += 1
    found.append(few)
    recent = [own for own in people.values() if any(now_week - 51 <= week <= now_week for week in own)]
    if recent and now - thursday(weeks[0]) >= 365:
        found.append(sum(min(own) >= now_week - 51 for own in recent) / len(recent))
    age = now - acts[-1][0] / DAY_MS
    found.append(sum(weight for weight, _ in GRID))
    found.append(sum(weight * 2 ** (-age / half) for weight, half in GRID))
    return found


def main():
    what, passes, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    with open(path, encoding="ascii") as file:
        rows = [tuple(map(int, line.split())) for line in file]
    resources = [[row[1:] for row in group] for _, group in groupby(rows, key=lambda row: row[0])]
    now = max(row[1] for row in rows) / DAY_MS
    folded = [fold(acts) for acts in resources]
    took = []
    for _ in range(passes + 1):
        begin = time.process_time()
        if what == "fold":
            total = sum(len(fold(acts)[0]) for acts in resources)
        else:
            total = sum(indicators(weeks, people, acts, now)[1] for (weeks, people), acts in zip(folded, resources) if weeks)
        took.append(time.process_time() - begin)
    print(json.dumps({"resources": len(resources), "revisions": len(rows), "sum": total, "passes": took[1:]}))


main()
