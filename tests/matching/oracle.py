"""The slow and obvious matcher that the fast one is held to: one pair at a time, in plain Python.

Written from the definition of a match, not from the code; it shares only records and knowledge with it.
"""

import math
from datetime import date
from hashlib import blake2b

CEFR = ["A1", "A2", "B1", "B2", "C1", "C2"]
AGES = ["<13", "13-14", "15", "16-17", "18+"]
YOUNGEST = {
    "internship": "13-14", "apprenticeship": "16-17", "graduation_project": "16-17",
    "side_job": "13-14", "first_job": "16-17", "orientation_visit": "<13",
}  # fmt: skip
HAZARD = {"none": "<13", "supervised": "16-17", "adults_only": "18+"}


def posts_for(person, posts, knowledge, top, week="0", seed="0", exposure=None):
    """Rank the eligible posts: [(post id, skills, level, location)], and count them."""
    found = [(post, parts(person, post, knowledge)) for post in posts if is_eligible(person, post)]
    return _ranked(found, lambda post: (post.id, person.id), top, week, seed, exposure or {})


def persons_for(post, persons, knowledge, top, week="0", seed="0", exposure=None):
    """Rank the eligible persons: [(person id, skills, level, location)], and count them."""
    found = [(person, parts(person, post, knowledge)) for person in persons if is_eligible(person, post)]
    return _ranked(found, lambda person: (post.id, person.id), top, week, seed, exposure or {})


def _ranked(found, pair, top, week, seed, exposure):
    def key(entry):
        record, points = entry
        post, person = pair(record)
        lot = blake2b(f"{len(post)}:{post}{person}".encode(), digest_size=16, key=f"{seed}/{week}".encode())
        return -(sum(points) // 50), exposure.get(record.id, 0), lot.digest()

    return [(record.id, *points) for record, points in sorted(found, key=key)[:top]], len(found)


def is_eligible(person, post):
    return all(
        rule(person, post) for rule in (kind, recognised, level, reach, period, hours, language, licence, age)
    )


def kind(person, post):
    return person.kinds is None or post.kind is None or post.kind in person.kinds


def recognised(person, post):
    mbo = person.level is not None and person.level <= 4
    if not (post.kind == "apprenticeship" or (post.kind == "internship" and mbo)):
        return True
    if post.recognised is None:
        return True
    for entry in post.recognised:
        after = post.start is None or entry.valid_from is None or entry.valid_from <= post.start
        before = post.start is None or entry.valid_until is None or post.start <= entry.valid_until
        if person.programme is None or (entry.programme == person.programme and after and before):
            return True
    return False


def level(person, post):
    if post.kind in ("side_job", "orientation_visit") or person.level is None:
        return True
    if post.level_range is not None:
        return post.level_range[0] <= person.level <= post.level_range[1]
    return post.level is None or post.level - 1 <= person.level <= post.level + 2


def reach(person, post):
    if post.remote or person.reach_km is None or person.lat is None or post.lat is None:
        return True
    return metres(person, post) <= 1000 * person.reach_km


def metres(person, post):
    """Haversine on a sphere with the earth's mean radius, in whole metres."""
    lat1, lon1, lat2, lon2 = map(math.radians, (person.lat, person.lon, post.lat, post.lon))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(2 * 6_371_008.8 * math.asin(min(1, math.sqrt(a))))


def period(person, post):
    first = max(person.available_from or date.min, post.start or date.min)
    last = min(person.available_until or date.max, post.end or date.max)
    shared = (last - first).days + 1
    length = (post.end - post.start).days + 1 if post.start and post.end else None
    if post.min_weeks is not None:
        return shared >= (min(7 * post.min_weeks, length) if length else 7 * post.min_weeks)
    return shared >= (4 * length / 5 if length else 1)


def hours(person, post):
    if person.hours is None or post.hours is None:
        return True
    return max(person.hours[0], post.hours[0]) <= min(person.hours[1], post.hours[1])


def language(person, post):
    if person.languages is None or post.languages is None:
        return True
    return all(
        name in person.languages and CEFR.index(person.languages[name]) >= CEFR.index(least)
        for name, least in post.languages.items()
    )


def licence(person, post):
    return (
        person.licences is None or post.licences is None or all(x in person.licences for x in post.licences)
    )


def age(person, post):
    least = max(
        AGES.index(YOUNGEST[post.kind] if post.kind else "<13"),
        AGES.index(HAZARD[post.hazard] if post.hazard else "<13"),
    )
    if not person.ages:
        return True
    return any(
        AGES.index(step.age_class) >= least
        and (step.month is None or post.start is None or step.month <= post.start)
        for step in person.ages
    )


def parts(person, post, knowledge):
    """Give skills, level and location in points."""
    return (
        math.floor(7000 * skills(person, post, knowledge) + 0.5),
        math.floor(1000 * level_share(person, post) + 0.5),
        math.floor(2000 * location_share(person, post) + 0.5),
    )


def skills(person, post, knowledge):
    near = max([closeness(person, each, knowledge) for each in knowledge.professions(post)], default=0.0)
    weights, covers, musts, lacking = [], [], 0, 0
    for asked in post.skills:
        weight = {"must": 10, "should": 7, "nice": 3}[asked.weight] * rarity(asked, knowledge)
        best = cover(person, asked, knowledge)
        weights.append(weight)
        covers.append(best)
        if asked.weight == "must":
            musts += weight
            lacking += weight if best < 30_000_000 else 0
    said = told(post, knowledge)
    covered = sum(w * c for w, c in zip(weights, covers, strict=True))
    asked = covered / (100_000_000 * sum(weights)) if weights else 0.0
    coverage = said * asked + (1 - said) * near
    u = lacking / musts if musts else 0.0
    return min((coverage + max(coverage, near)) / 2, 1 - u / 2)


def told(post, knowledge):
    """Give how much what is asked tells of a post: all from one must of ordinary rarity on."""
    if not knowledge.ordinary:
        return 1.0
    weights = [
        {"must": 10, "should": 7, "nice": 3}[asked.weight] * rarity(asked, knowledge, knowledge.ordinary)
        for asked in post.skills
    ]
    return min(1.0, sum(weights) / (10 * knowledge.ordinary))


def rarity(asked, knowledge, unheard=100):
    known = [link for link in asked.links if not link.concept.startswith(" word:")]
    if not known:
        return unheard
    strongest = max(link.strength for link in known)
    return max(knowledge.rarities.get(link.concept, 100) for link in known if link.strength == strongest)


def cover(person, asked, knowledge):
    """Give the best that the person has for an asked skill: command × links × relatedness, of 100⁴."""
    best = 0
    for own in person.skills:
        for mine in own.links:
            for wanted in asked.links:
                if mine.concept == wanted.concept:
                    related = 100
                else:
                    related, _ = knowledge.relatedness.near.get(mine.concept, {}).get(wanted.concept, (0, ""))
                links = round(100 * mine.strength) * round(100 * wanted.strength)
                best = max(best, command(own) * links * related)
    return best


def command(own):
    return {None: 60, 1: 60, 2: 85, 3: 100}[own.command]


def closeness(person, occupation, knowledge):
    """Give how far on the way to an occupation one is, by skills or by words: .5 is halfway."""
    profile = knowledge.profiles[occupation]
    covered = 0
    for concept, weight in profile.weights.items():
        held = [
            command(own) * round(100 * link.strength) * 100
            for own in person.skills
            for link in own.links
            if link.concept == concept
        ]
        covered += weight * max(held, default=0)
    way = max(covered / (profile.halfway * 1_000_000), person.toward.get(occupation, 0) / 120)
    return way * way / (1 + way * way)


def level_share(person, post):
    """Give 1 at the same level, .2 less per level above, .4 per level below, at least .3."""
    free = post.kind in ("side_job", "orientation_visit")
    shares = []
    for own in [person.level] if person.level else range(1, 9):
        for asked in [post.level] if post.level else range(1, 9):
            span = (1, 8) if free else post.level_range or (asked - 1, asked + 2)
            known = person.level and post.level
            inside = span[0] <= own <= span[1] and (post.level or span[0] <= asked <= span[1])
            if known or inside:
                shares.append(max(30, 100 - 20 * max(0, own - asked) - 40 * max(0, asked - own)))
    return min(shares, default=30) / 100


def location_share(person, post):
    """Give 1 at the door, falling by the third power to .3 at one's reach; unknown: .3."""
    if post.remote:
        return 1.0
    if None in (person.lat, post.lat, person.reach_km):
        return 0.3
    far = metres(person, post)
    if far == 0:
        return 1.0
    if not person.reach_km:
        return 0.3
    part = far / (1000 * person.reach_km)
    return max(0.3, 0.3 + (1 - 0.3) * (1 - part * part * part))
