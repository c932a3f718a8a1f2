"""What of two runs must be the same, and what may differ between releases whatever the code is."""

import copy

# What a release says of itself when it connects.
HANDSHAKE = {"HELLO", "CLIENT", "AUTH"}
# What a client of a cluster asks for its own sake.
OF_CLUSTERS = {"CLUSTER", "COMMAND", "PING", "READONLY", "INFO"}
# The new form of a command where a rewrite calls another one: the server does the same.
RENAMED = {"HMSET": "HSET"}
# Defaults by release, where they are not those of 5.0.1: `RDS120` to `RDS122` tell about them.
DEFAULTS = {
    "6.2.0": {"retries": 3, "check_hostname": True},
    "8.1.0": {"retries": 10, "check_hostname": True, "socket_timeout": 5, "socket_connect_timeout": 5, "socket_keepalive": True},
}
FIRST = {"retries": 0, "check_hostname": False, "socket_timeout": None, "socket_connect_timeout": None, "socket_keepalive": None}
# A client of aioredis 2 that is closed leaves its connections to its pool, one of redis closes them.
STAYS_CONNECTED = "2.0.1"
# `socket_keepalive` of an asynchronous client is False by default.
OFF = {"socket_keepalive": (None, False)}


def command(one):
    database, _, words = one
    name = words[0].upper()
    if name in RENAMED:
        return database, [RENAMED[name], *words[1:]]
    if name == "SET":
        # Its options have no order.
        return database, [name, *words[1:3], *sorted(words[3:])]
    return database, [name, *words[1:]]


def asked(seen):
    """What the server was asked, call by call."""
    calls = [[]]
    for one in seen:
        words = one[2]
        if words[0].upper() == "ECHO" and words[1].startswith("call-"):
            calls.append([])
        elif words[0].upper() not in HANDSHAKE:
            calls[-1].append(command(one))
    return calls[:-1]


def connected(clients, ports):
    """Who is connected behind a call: name, database, user and port, with how many are so."""
    return sorted([one["name"], one["db"], one["user"], ports.get(one["laddr"].rsplit(":", 1)[1], "?")] for one in clients)


def told_alike(one, other, releases):
    """What connections were told in two runs. What each release says by itself counts as the same, if releases are given."""
    if len(one) != len(other):
        return one, other
    both = [(dict(mine), dict(its)) for mine, its in zip(one, other)]
    for mine, its in both:
        for name in mine.keys() & its.keys() & FIRST.keys():
            if all(release and is_default(told, name, release) for told, release in zip((mine, its), releases)):
                its[name] = mine[name]
    return [mine for mine, _ in both], [its for _, its in both]


def is_default(told, name, release):
    # One limit stood for both before 8.0.
    if name == "socket_connect_timeout" and release < "8" and told[name] == told["socket_timeout"]:
        return True
    return told[name] == DEFAULTS.get(release, FIRST).get(name, FIRST[name]) or told[name] in OFF.get(name, ())


def forget_the_way(run):
    """Leaves out how a client finds the nodes of a cluster, and how many connections it makes for that: each release has its own way."""
    for call in run["calls"]:
        call["asks"], call["told"], call["connected"] = sorted(set(call["asks"])), [], []
    run["asked"] = [[one for one in calls if one[1][0] not in OF_CLUSTERS] for calls in run["asked"]]


def as_if_anew(before, after):
    """The second run, whose code keeps its connections, as if each call had made those that it uses. It may have made none that the first
    did not make in the same call, and none twice; who is connected must be who was told so far."""
    out, made = copy.deepcopy(after), []
    for one, other in zip(before["calls"], out["calls"]):
        places = [(told["host"], told["port"], told["db"]) for told in other["told"]]
        known = [(told["host"], told["port"], told["db"]) for told, _ in made]
        if len({*places, *known}) < len(places) + len(known):
            return after
        made += zip(other["told"], other["asks"])
        if len(other["connected"]) != len(made):
            return after
        used = [(told["host"], told["port"], told["db"]) for told in one["told"]]
        again = [pair for pair in made if (pair[0]["host"], pair[0]["port"], pair[0]["db"]) in used]
        other["told"], other["asks"] = [told for told, _ in again], [asks for _, asks in again]
        other["connected"] = one["connected"]
    # Which database it is is said once for each connection; each command is seen with its own.
    for number, asked_first in enumerate(before["asked"]):
        if unchosen(asked_first) == unchosen(out["asked"][number]):
            out["asked"][number] = asked_first
    return out


def as_a_whole(run):
    """A run as if its first call had made all connections, each kind once: what is left of a comparison where some are kept."""
    out = copy.deepcopy(run)
    asks, told = set(), []
    for call in out["calls"]:
        asks |= set(call["asks"])
        for one in call["told"]:
            told += [one] * (one not in told)
        call["asks"], call["told"], call["connected"] = [], [], []
    first = out["calls"][0]
    first["asks"], first["told"] = sorted(asks), sorted(told, key=repr)
    # A connection that rests says that it is there before it is used again.
    out["asked"] = [[one for one in unchosen(calls) if one[1][0] != "PING"] for calls in out["asked"]]
    return out


def unchosen(calls):
    return [one for one in calls if one[1][0] != "SELECT"]


def outcome(call):
    return {name: call[name] for name in ("prints", "gives", "raises") if name in call}


def shortened(value, other):
    """The settings of a list that differ from the other's; any other value as it is."""
    alike = isinstance(other, list) and isinstance(value, list) and len(value) == len(other)
    if not alike or not all(isinstance(one, dict) for one in [*value, *other]):
        return value
    return [{name: one[name] for name in one if one[name] != its.get(name)} for one, its in zip(value, other)]


def differences(before, after, releases, strict):
    """What differs between two runs, call by call. Where the same release ran both (`strict`), its defaults are no excuse."""
    for number, (one, other) in enumerate(zip(before["calls"], after["calls"])):
        pairs = {
            "the outcome is": [outcome(call) for call in (one, other)],
            "the addresses are": [call["asks"] for call in (one, other)],
            "the server was asked": [run["asked"][number] for run in (before, after)],
            "connected are": [call["connected"] for call in (one, other)],
            "connections were told": told_alike(one["told"], other["told"], (None, None) if strict else releases),
        }
        if releases[0] == STAYS_CONNECTED:
            del pairs["connected are"]
        for what, (was, becomes) in pairs.items():
            if was != becomes:
                trace = "".join(f"\n    {call['trace'].splitlines()[-1]}" for call in (one, other) if "trace" in call)
                yield number, f"{what} {shortened(was, becomes)} before, {shortened(becomes, was)} after{trace}"
                # What comes of it is no news.
                break
    if before["holds"] != after["holds"]:
        yield None, f"the server holds {before['holds']} before, {after['holds']} after"
