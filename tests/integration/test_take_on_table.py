"""`childpath take-on`: families in mid-life are opened from a table, each once, and nothing is lost on the way."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from engine import CLOCK, Settings, build_engine, read_files
from tests.integration.family import House
from webapp.cli import run

ROOT = Path(__file__).parents[2]
ON_PLAN = {
    "family": "F1",
    "family_name": "Hill",
    "given_name": "Ava",
    "is_born": "yes",
    "birth_date": "27/03/2015",
    "sex": "girl",
    "stage": "plan",
    "plan_started_on": "3 November 2021",
    "category": "NEG",
    "lead_worker": "Priya Shah",
    "last_core_group_on": "2022-01-14",
    "last_visit_on": "2022-02-01",
    "seen_alone": "y",
    "visit_every": "14",
}
KNOWN = {"stage": "none"} | {key: ON_PLAN[key] for key in ("family", "family_name", "given_name", "is_born", "sex")}
BEN = KNOWN | {"given_name": "Ben", "birth_date": "2017-01-05", "sex": "M"}


@pytest.fixture
def house(database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> House:
    """With the product's diagrams, and the machine's own clock as the command has it."""
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    monkeypatch.chdir(tmp_path)
    made = House(database)
    made.engine.close()
    made.engine = build_engine(Settings(database_url=database))
    made.engine.publish(CLOCK, "the product", read_files([ROOT / "processes", ROOT / "forms"]))
    yield made
    made.close()


@pytest.fixture
def take_on(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command on these rows; gives its exit status and what it said."""

    def on(*rows: dict[str, str], go: bool = False) -> tuple[int, str, str]:
        text = StringIO()
        writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
        (tmp_path / "families.csv").write_text(text.getvalue(), encoding="utf-8")
        capsys.readouterr()
        status = run(["take-on", "families.csv", *(["--go"] if go else [])])
        said = capsys.readouterr()
        return status, said.out, said.err

    return on


def cases(house: House) -> int:
    return house.rows("select count(*) from cases")[0][0]


def test_the_templates_own_row_can_be_taken_on(house: House, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert run(["take-on", "--template"]) == 0
    (tmp_path / "f.csv").write_text(capsys.readouterr().out)
    assert run(["take-on", "f.csv"]) == 0
    assert "1 family with 1 child" in capsys.readouterr().out


def test_without_go_it_says_what_would_be_opened_and_writes_nothing(house: House, take_on):
    status, out, _ = take_on(ON_PLAN, BEN)
    assert status == 0
    first, second, *rest = out.splitlines()
    assert first.startswith("line 2: Ava Hill: ")
    assert "Hold the core group and record it, due 14 February 2022 (late)" in first
    assert second == "line 3: Ben Hill: nothing to do"
    assert "Nothing is written" in rest[-1]
    assert cases(house) == 0


def test_a_family_is_taken_on_as_the_page_would_and_no_second_time(house: House, take_on):
    status, out, _ = take_on(ON_PLAN, BEN, go=True)
    assert (status, cases(house)) == (0, 1)
    assert "line 2: family F1 is CP-00001." in out
    assert house.rows("select taken_on is not null from cases")[0][0]
    assert house.rows("select count(*) from plans") == [(1,)]
    assert house.engine.verify_record() == []
    status, out, _ = take_on(ON_PLAN, BEN, BEN | {"family": "F2", "given_name": "Cara"}, go=True)
    assert (status, cases(house)) == (0, 2)
    assert "line 2: family F1 was taken on as CP-00001." in out


def test_a_family_that_was_taken_on_with_other_answers_is_not_doubled(house: House, take_on):
    take_on(ON_PLAN, go=True)
    status, _, err = take_on(ON_PLAN | {"category": "EMO"}, BEN | {"family": "F2"}, go=True)
    assert (status, cases(house)) == (1, 1)
    assert "“F1” was taken on as CP-00001, with other answers" in err


def test_everything_that_is_wrong_is_told_at_once_with_its_place_and_nothing_is_written(house: House, take_on):
    rows = [
        ON_PLAN | {"lead_worker": "", "birth_date": "31/02/2015", "last_core_group_on": "44575"},
        BEN | {"family_name": "Hall", "stage": "paln"},
        BEN | {"family": ""},
        BEN | {"family": "F3", "last_core_group_on": "2022-01-14"},
        BEN | {"family": "F4", "birth_date": "2999-01-01"},
        BEN | {"family": "F5"},
    ]
    status, out, err = take_on(*rows, go=True)
    assert (status, cases(house)) == (1, 0)
    for place in (
        "line 2, column birth_date: “31/02/2015” is no date",
        "line 2, column last_core_group_on: “44575” is no date. Excel keeps dates as such numbers",
        "line 2, column lead_worker: Enter the lead social worker",
        "line 3, column family_name: “Hall”, but line 2 says “Hill”",
        "line 3, column stage: “paln” is none of the answers. Write enquiry, conference, plan,",
        "line 4, column family: Say which family",
        "line 5, column last_core_group_on: This is not asked beside the row's other answers",
        "line 6, column birth_date: ",
        "line 5, column given_name: This child stands on line 3 too",
    ):
        assert place in err, place
    assert "Nothing is taken on." in err and out == ""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_council_full_of_late_families_brings_no_storm_and_one_sweep_settles(house: House, take_on):
    """Three hundred families whose dates passed years ago: late in the lists, and nobody is asked why."""
    rows = [
        ON_PLAN | {"family": f"F{number}", "given_name": f"Ava{number}", "last_review_on": "2022-02-02"}
        for number in range(300)
    ]
    status, _, _ = take_on(*rows, go=True)
    assert (status, cases(house)) == (0, 300)
    fired = house.engine.fire_due_timers()
    assert house.engine.fire_due_timers() == 0
    asked = dict(
        tuple(row) for row in house.rows("select element, count(*) from tasks where state = 'open' group by 1")
    )
    assert not [element for element in asked if element.startswith(("look_into", "decide_on_the"))]
    assert asked["hold_core_group"] == asked["make_the_visit"] == 300
    assert fired >= 600


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_preview_of_a_release_says_how_far_running_dates_would_move(house: House, take_on, tmp_path: Path, capsys):
    """`childpath publish --preview`: nothing is published; without it the same is said, and the dates wait."""
    discussed = BEN | {"stage": "conference", "discussion_on": "2022-03-07"}
    take_on(discussed, go=True)
    folder = tmp_path / "processes"
    folder.mkdir()
    for name, content in read_files([ROOT / "processes"]).items():
        more = b"\n2022-03-14,add,A test\n" if name.endswith("holidays.csv") else b""
        (folder / Path(name).name).write_bytes(content.rstrip() + more)
    capsys.readouterr()
    assert run(["publish", str(folder), str(ROOT / "forms"), "--preview"]) == 0
    said = capsys.readouterr().out
    assert "Other dates in holidays.csv: 0" not in said and "Nothing is published." in said
    assert house.rows("select count(*) from releases") == [(1,)]
    assert run(["publish", str(folder), str(ROOT / "forms")]) == 0
    assert "Other dates in holidays.csv:" in capsys.readouterr().out
    assert house.engine.health().cases_to_redate == 1
