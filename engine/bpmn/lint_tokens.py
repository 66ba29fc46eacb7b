"""Whether an instance can get stuck: each way through a process is walked with tokens, as its gateways would pass them.

A gateway that joins waits for all of its paths. If a choice before it takes one of them only, it waits for ever.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations

from engine.bpmn.elements import Element
from engine.bpmn.reading import SUB_PROCESSES, Diagram
from engine.bpmn.xml import child
from engine.domain.values import Finding
from engine.domain.words import listed

MOST = 4_000  # places that are looked at in one process; one with more ways is left to its tests
JOINS, SPLITS = ("parallelGateway", "inclusiveGateway"), ("exclusiveGateway", "eventBasedGateway")
WAITS_FOR_ALL, ANY_OF = "parallelGateway", "inclusiveGateway"
ENDS_ALL = ("terminateEventDefinition", "errorEventDefinition")
Tokens = frozenset[str]  # the flows that something is on its way along
Borders = tuple[tuple[str, bool], ...]
Moves = Iterable[tuple[Tokens, Tokens]]  # what a step takes, and what it gives instead


@dataclass(frozen=True)
class _Net:
    """The nodes of one level: a process, or the inside of a sub-process."""

    elements: Mapping[str, Element]
    entering: Mapping[str, tuple[str, ...]]
    leaving: Mapping[str, tuple[str, ...]]
    borders: Mapping[str, Borders]  # the events on each node's border; whether they interrupt
    ends_all: frozenset[str]  # end events that end the whole level
    targets: Mapping[str, str]  # the node that each flow leads to
    patience: Mapping[str, int]


@dataclass(frozen=True)
class _Walked:
    stuck: dict[str, Tokens]  # a gateway that waits for ever -> what has come to it by then
    twice: set[str]  # nodes that two paths reach, one after the other


def findings(diagram: Diagram) -> Iterator[Finding]:
    """Gateways that would wait for ever, and steps that several paths at once lead to."""
    for net in _nets(diagram):
        for id, come in _walk(net).stuck.items():
            lacking = [flow for flow in net.entering[id] if flow not in come]
            if not lacking:  # no flow leaves it, which is told as that
                continue
            message = f"It can wait for ever: {_from(lacking, diagram)} may never come, and then nobody can go on."
            mend = "Join paths of which only one is taken with an exclusive gateway."
            yield Finding(diagram.file, id, message, mend)
        without_asides = replace(net, borders={id: _interrupting(events) for id, events in net.borders.items()})
        for id in sorted(_walk(without_asides).twice):  # what a timer brings up on the side may well come several times
            message = "Paths that run at the same time meet here, so what follows is done once for each of them."
            yield Finding(diagram.file, id, message, "Join them with a parallel gateway.", error=False)


def _interrupting(events: Borders) -> Borders:
    return tuple((event, stops) for event, stops in events if stops)


def _from(flows: list[str], diagram: Diagram) -> str:
    sources = {flow.id: diagram.process.elements[flow.source] for flow in diagram.flows if flow.id in flows}
    return listed([f"what comes from “{sources[flow].name or sources[flow].id}”" for flow in flows])


def _nets(diagram: Diagram) -> Iterator[_Net]:
    elements = diagram.process.elements
    levels = {(), *((*one.within, one.id) for one in elements.values() if one.kind in SUB_PROCESSES)}
    for level in sorted(levels):
        inside = {id: one for id, one in elements.items() if one.within == level}
        if [one.kind for one in inside.values()].count("startEvent") == 1:
            yield _net(inside, diagram)


def _net(inside: Mapping[str, Element], diagram: Diagram) -> _Net:
    entering, leaving, borders = defaultdict(list), defaultdict(list), defaultdict(list)
    for flow in diagram.flows:
        if flow.source in inside and flow.target in inside:
            leaving[flow.source].append(flow.id)
            entering[flow.target].append(flow.id)
    for one in inside.values():
        if one.attached_to:
            interrupts = diagram.nodes[one.id].get("cancelActivity") != "false"
            borders[one.attached_to].append((one.id, interrupts))
    ends_all = {id for id in inside if any(child(diagram.nodes[id], kind) is not None for kind in ENDS_ALL)}
    targets = {flow: id for id, flows in entering.items() for flow in flows}
    patience = {id: _patience(one, len(entering[id]), id in ends_all) for id, one in inside.items()}
    found = map(_fixed, (entering, leaving, borders))
    return _Net(inside, *found, frozenset(ends_all), targets, patience)


def _fixed(lists: Mapping[str, list]) -> Mapping[str, tuple]:
    return {id: tuple(found) for id, found in lists.items()}


def _walk(net: _Net) -> _Walked:
    """What can be on its way at the same time, from the start on.

    No flow leads to two nodes, so no step takes from another what it needs: at each place one node may go first.
    """
    start = next(id for id, one in net.elements.items() if one.kind == "startEvent")
    found = _Walked({}, set())
    left = [frozenset(net.leaving.get(start, ()))]
    seen = set(left)
    while left and len(seen) < MOST:
        here = left.pop()
        reached = sorted({net.targets[flow] for flow in here}, key=lambda id: (net.patience[id], id))
        moves = next(filter(None, ([*_moves(id, here, net)] for id in reached)), [])
        if not moves:
            found.stuck.update(dict.fromkeys(reached, here))
        for taken, given in moves:
            there = (here - taken) | given
            found.twice.update(_met(here - taken, given, net))
            if there not in seen:
                seen.add(there)
                left.append(there)
    return found if len(seen) < MOST else _Walked({}, set())


def _met(rest: Tokens, given: Tokens, net: _Net) -> set[str]:
    """Nodes that something comes to while something else is still there; those that wait for it, or end it, may."""
    comes = [net.targets[flow] for flow in (*given, *rest)]
    new = {net.targets[flow] for flow in given}
    return {id for id in new if comes.count(id) > 1 and net.elements[id].kind not in (*JOINS, "endEvent")}


def _patience(element: Element, entering: int, ends_all: bool) -> int:
    """Who goes first: steps on a way of their own, then those that ways meet at, and last what ends everything."""
    if ends_all:
        return 4
    if element.kind == ANY_OF and entering > 1:
        return 3
    return 2 if element.kind == "endEvent" else 1 if entering > 1 and element.kind != WAITS_FOR_ALL else 0


def _moves(id: str, here: Tokens, net: _Net) -> Moves:
    """The steps that a node can take now."""
    element, come = net.elements[id], here & {*net.entering[id]}
    if id in net.ends_all:
        yield here, frozenset()
    elif element.kind in JOINS and len(net.entering[id]) > 1:
        if len(come) == len(net.entering[id]) or (element.kind == ANY_OF and not _more_may_come(id, here - come, net)):
            yield from ((come, given) for given in _given(id, element, net))
    else:
        yield from ((frozenset((one,)), given) for one in come for given in _given(id, element, net))


def _given(id: str, element: Element, net: _Net) -> Iterator[Tokens]:
    """What can leave a node, and the events on its border."""
    out = net.leaving.get(id, ())
    if element.kind in SPLITS:
        yield from (frozenset((one,)) for one in out)
    elif element.kind == ANY_OF:
        sizes = range(1, len(out) + 1)
        yield from map(frozenset, chain.from_iterable(combinations(out, size) for size in sizes))
    else:
        beside = [frozenset(net.leaving.get(event, ())) for event, stops in net.borders.get(id, ()) if not stops]
        yield frozenset(out)
        yield from (frozenset(out) | more for more in beside)
        yield from (frozenset(net.leaving.get(event, ())) for event, stops in net.borders.get(id, ()) if stops)


def _more_may_come(id: str, elsewhere: Tokens, net: _Net) -> bool:
    """Whether something that is still on its way can reach an inclusive gateway."""
    left, seen = [net.targets[flow] for flow in elsewhere], set()
    while left:
        one = left.pop()
        if one == id:
            return True
        if one not in seen:
            seen.add(one)
            around = (one, *(event for event, _ in net.borders.get(one, ())))
            left += [net.targets[flow] for node in around for flow in net.leaving.get(node, ())]
    return False
