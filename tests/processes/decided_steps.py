"""Steps of the stages after a decision, with answers that their forms accept.

The conference is held on Friday 20 March 2026. Good Friday is 3 April, Easter Monday 6 April.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text

from tests.processes.conftest import OF_TESTS, Played, Stage
from tests.processes.steps import CHAIR, LONG, SOCIAL_WORKER, TEAM_MANAGER, UNIT, Step, do

DECIDED = Path(__file__).parent / "decided"  # diagrams and forms that only these tests have
HELD, MINUTES, SENIOR = "2026-03-20", "amina.yusuf", "olivia.grant"
PLAN, IN_NEED, HELP, NOTHING = "protection plan", "child in need plan", "early help", "no further support"
INVITED = (("Jo Hill", "Mother"), ("PC Lewis", "Police"), ("J. Moore", "Health"))


def decided_stage(authority: str = "national") -> Stage:
    """The diagrams, beside some that lead straight to a conference or a plan."""
    return Stage(authority, OF_TESTS, DECIDED)


def known(*children: str, on: str = HELD) -> Step:
    """A family, whose conference can be held."""
    rows = [{"given_name": name} for name in children]
    answers = {"family_name": "Hill", "children": rows}
    return {"open": "straight_through", "by": TEAM_MANAGER, "on": on, "answers": answers}


def held(outcomes: Mapping[str, str], on: str = HELD, kind: str = "initial") -> Step:
    """The conference, with an outcome for each child by name."""
    rows = [{"item": child, "outcome": outcome} for child, outcome in outcomes.items()]
    invited = [{"name": name, "agency": agency} for name, agency in INVITED]
    return do("through_held", TEAM_MANAGER, on, kind=kind, held_on=on, invited=invited, children=rows)


def decided(on: str = HELD, kind: str = "initial", **outcomes: str) -> list[Step]:
    """A family whose conference has decided."""
    return [known(*outcomes, on=on), held(outcomes, on, kind)]


def send_outline(on: str) -> Step:
    rows = [{"item": name, "channel": "secure e-mail"} for name, _ in INVITED]
    father = {"name": "Al Hill", "agency": "Father", "channel": "post"}
    return _by_name(do("send_the_outline", UNIT, on, invited=rows, others=[father], sent_on=on), "invited")


def announce(on: str) -> Step:
    members = [{"name": "Jo Hill", "agency": "Mother"}]
    return do("announce_core_group", UNIT, on, members=members, sent_on=on, all_told=True)


def draft(on: str, interpreter: str = "no") -> Step:
    told = dict.fromkeys(("facts", "said", "family_views", "decisions", "confidential_part"), LONG)
    return do("draft_the_record", MINUTES, on, **told, interpreter=interpreter, language="Polish", drafted_on=on)


def sign(on: str, right: bool = True, children: int = 1) -> Step:
    rows = [{"copy": "no", "reason": LONG}] * children
    said = {"right": "yes" if right else "no", "changes": LONG, "addresses": "left out", "excluded": "nobody"}
    return do("sign_the_record", CHAIR, on, **said, children=rows, signed_on=on)


def send_record(on: str, received: Mapping[str, str] | None = None, others: int = 0) -> Step:
    """To all who were invited, on the days that each has it; nothing to whom `received` leaves out."""
    days = {name: on for name, _ in INVITED} if received is None else received
    rows: list[dict[str, str]] = [
        {"version": "whole", "received_on": days[name]} if name in days else {"version": "nothing"}
        for name, _ in INVITED
    ]
    rows += [{"version": "whole", "received_on": on}] * others
    return do("send_the_record", UNIT, on, recipients=rows, sent_on=on)


def recorded(drafted: str, signed: str, sent: str, **received: str) -> list[Step]:
    return [draft(drafted), sign(signed), send_record(sent, received or None)]


def amend(on: str, *asked: bool) -> Step:
    rows = [{"asked": "yes" if one else "no", "asked_on": on, "change": LONG} for one in asked]
    return do("collect_amendments", UNIT, on, amendments=rows)


def judge(on: str, *accepted: bool) -> Step:
    rows = [{"accepted": "yes" if one else "no", "reason": LONG} for one in accepted]
    return do("decide_on_amendments", CHAIR, on, amendments=rows, decided_on=on)


def talk(on: str, absent: bool = False, advocate: bool = False, **more: Any) -> Step:
    said = {"talked_on": on, "family": "Jo Hill", "understood": ["decisions", "purpose", "part", "complaints"]}
    asked = {"absent_parent": "yes" if absent else "no", "advocate": "yes" if advocate else "no"}
    return do("talk_over_outcome", SOCIAL_WORKER, on, **said | asked | {"in_writing": "yes"} | more)


def offer(child: str, on: str, consent: bool, kind: str = IN_NEED) -> Step:
    said = {"kind": kind, "offered_on": on, "consent": "given" if consent else "refused", "agreed_by": "Jo Hill"}
    return do("offer_the_support", SOCIAL_WORKER, on, child, **said, started_on=on, reason=LONG)


def written(stage: Stage, played: Played, statement: str) -> list[tuple[Any, ...]]:
    """What the record holds of the case, by a statement that asks for `:case`."""
    with stage.engine.session() as session:
        return [tuple(row) for row in session.execute(text(statement), {"case": played.case.id})]


def plans(stage: Stage, played: Played) -> list[tuple[str, str | None, str | None]]:
    """Each child with a plan, the day that it ended, and why."""
    asked = "select given_name, ended_on, ending from plans join children on children.id = child_id"
    return written(stage, played, f"{asked} where plans.case_id = :case order by plans.id")


def sent_to(stage: Stage, played: Played, kind: str) -> list[str]:
    """Who got a paper."""
    to, sent = "dispatch_recipients", "dispatches"
    asked = f"select name from {to} join {sent} on {sent}.id = dispatch_id where {sent}.case_id = :case"
    return [name for (name,) in written(stage, played, f"{asked} and kind = '{kind}' order by {to}.id")]


def said_by(stage: Stage, played: Played, message: str) -> list[dict[str, Any]]:
    """What each message of this name said, apart from its children."""
    asked = f"select payload from messages where case_id = :case and name = '{message}' order by id"
    return [json.loads(said) for (said,) in written(stage, played, asked)]


def _by_name(step: Step, section: str) -> Step:
    """Rows that are about no child go by their place."""
    for row in step["answers"][section]:
        row.pop("item")
    return step
