"""Publishing: all or nothing, each file stored once, and old work goes on as it began."""

import pytest

from engine import CLOCK, Actor, DiagramFailed, NotAllowed, NothingPublished, ReleaseRefused
from tests.integration.family import PRIYA, House, release

MISREAD = (
    b'{"type": "text", "id": "note", "text": "Held.", "conditional": {"hide": "=case.conference.hold_on = null"}},'
)
ANALYST = Actor("p-9", "An Analyst", frozenset({"analyst"}))


def test_a_file_is_stored_once_for_all_releases_that_hold_it(house: House):
    files = release()
    stored = len(house.rows("select digest from files"))
    second = house.engine.publish(ANALYST, house.request(), {**files, "note.bpmn": changed(files["note.bpmn"])})
    assert second == 2
    assert len(house.rows("select digest from files")) == stored + 1


def test_the_same_files_are_the_same_release(house: House):
    assert house.engine.publish(CLOCK, house.request(), release()) == 1
    assert house.engine.publish(CLOCK, "again", release()) == 1
    assert house.engine.publish(CLOCK, "again", release()) == 1


def test_a_release_with_a_mistake_is_refused_whole_with_every_finding(house: House):
    files = release()
    broken = {**files, "note.bpmn": b"<broken", "holidays.csv": b"date,change\nyesterday,add\n"}
    with pytest.raises(ReleaseRefused) as refused:
        house.engine.publish(CLOCK, house.request(), broken)
    assert {finding.file for finding in refused.value.findings} >= {"note.bpmn", "holidays.csv"}
    assert house.rows("select id from releases") == [(1,)]


def test_publishing_needs_its_permission_once_there_is_a_table_that_gives_it(house: House):
    with pytest.raises(NotAllowed):
        house.engine.publish(PRIYA, house.request(), release())


def test_running_work_stays_on_its_release_and_new_work_takes_the_newest(house: House):
    case = house.open()
    house.start(case, "note")
    files = release()
    house.engine.publish(ANALYST, house.request(), {**files, "note.bpmn": changed(files["note.bpmn"])})
    house.do(case, "write_it_down")
    house.start(case, "note")
    names = [
        row.name
        for row in house.rows("select name from tasks where element in ('write_it_down', 'read_it_again') order by id")
    ]
    assert names == ["write it down", "read it again", "write it all down"]


def test_before_the_first_release_nothing_can_start_and_nothing_is_permitted(database: str):
    house = House(database)
    with pytest.raises(NothingPublished):
        house.open()
    assert house.engine.permissions(PRIYA) == frozenset()
    house.publish()
    assert house.engine.permissions(PRIYA) == {"work", "start cases"}
    house.close()


def changed(content: bytes) -> bytes:
    return content.replace(b'name="write it down"', b'name="write it all down"')


def test_a_release_that_todays_rules_would_refuse_goes_on_as_it_was_published(house: House):
    """A later version checks more: what it would refuse to publish must not stop the cases that already run on it."""
    case = house.open()
    stray = b'<bpmn:endEvent id="never_reached"/></bpmn:process>'
    looser = release()["intake.bpmn"].replace(b"</bpmn:process>", stray, 1)
    with pytest.raises(ReleaseRefused):
        house.engine.publish(ANALYST, house.request(), {**release(), "intake.bpmn": looser})
    house.change(
        "update files set content = :content where digest ="
        " (select digest from release_files where release_id = 1 and path = 'intake.bpmn')",
        content=looser,
    )
    later = House(house.url, numbers=house.numbers)
    later.do(case, "first_talk", go_on="yes")
    assert "see_the_child" in later.open_tasks(case)
    later.close()


def test_a_diagram_that_can_be_read_no_more_stops_only_the_work_that_runs_on_it(house: House):
    case = house.open()
    house.start(case, "note")
    house.change(
        "update files set content = :content where digest ="
        " (select digest from release_files where release_id = 1 and path = 'note.bpmn')",
        content=b"<broken",
    )
    later = House(house.url, numbers=house.numbers)
    with pytest.raises(DiagramFailed):
        later.do(case, later.open_tasks(case)[-1])
    later.do(case, "first_talk", go_on="yes")
    later.close()


def test_who_types_at_the_machine_publishes_again_and_again(house: House):
    """The command line needs no role: who has a shell beside the database is held by that, not by a table."""
    operator = Actor("operator:ann", "ann (command line)", at_the_machine=True)
    files = release()
    assert house.engine.publish(operator, house.request(), {**files, "note.bpmn": changed(files["note.bpmn"])}) == 2


def test_a_note_keeps_what_can_be_kept(house: House):
    """A shell hands on bytes that are no text; PostgreSQL takes neither them nor a zero."""
    files = release()
    house.engine.publish(CLOCK, house.request(), {**files, "note.bpmn": changed(files["note.bpmn"])}, "why \udcff\x00")
    assert house.rows("select note from releases where id = 2") == [("why \ufffd\ufffd",)]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"clauses.csv": b"id;requirement\nYOR-001;x\n"}, "clauses.csv: It holds no clause."),
        ({"clauses.csv": "id,requirement\nYOR-001,\u00e9\n".encode("cp1252")}, "no table in UTF-8"),
        ({"holidays.csv": b"\xff\xfe"}, "no table in UTF-8"),
        ({"a/twin.form": b"{}", "b/twin.form": b"{}"}, 'Another form is called "twin" too.'),
        ({f"{'x' * 200}.form": b"{}"}, "Its name is too long"),
    ],
)
def test_a_file_that_would_be_lost_without_a_word_is_refused(house: House, files, said):
    with pytest.raises(ReleaseRefused) as refused:
        house.engine.publish(CLOCK, house.request(), {**release(), **files})
    assert said in "\n".join(map(str, refused.value.findings))


def test_a_table_that_a_spreadsheet_saved_is_read(house: House):
    """It puts a mark before the first column's name."""
    table = b"\xef\xbb\xbfdate,change,source\n2027-06-07,add,announced\n"
    assert house.engine.publish(CLOCK, house.request(), {**release(), "holidays.csv": table}) == 2


def test_a_form_that_reads_what_the_record_does_not_hold_is_refused_with_what_there_is(house: House):
    files = release()
    asked = files["talk.form"].replace(b'"components": [', b'"components": [' + MISREAD, 1)
    with pytest.raises(ReleaseRefused) as refused:
        house.engine.publish(ANALYST, house.request(), {**files, "talk.form": asked})
    (finding,) = [one for one in refused.value.findings if one.error]
    assert str(finding).startswith("talk.form#note: The record holds no case.conference.hold_on. There are: chair,")


def test_an_input_that_an_operation_can_never_take_is_refused(house: House):
    files = release()
    told = b'name="children" value="=answers.family_told.children"'
    assert told in files["intake.bpmn"]
    wrong = files["intake.bpmn"].replace(told, b'name="children" value="=&quot;Ava&quot;"')
    with pytest.raises(ReleaseRefused) as refused:
        house.engine.publish(ANALYST, house.request(), {**files, "intake.bpmn": wrong})
    (finding,) = [one for one in refused.value.findings if one.error]
    assert 'The operation open_case cannot take "Ava" as children.' in str(finding)


def test_a_lane_whose_role_may_do_nothing_is_refused(house: House):
    files = release()
    lost = {**files, "note.bpmn": files["note.bpmn"].replace(b'"social_worker"', b'"sozial_worker"')}
    with pytest.raises(ReleaseRefused) as refused:
        house.engine.publish(ANALYST, house.request(), lost)
    assert any(str(one).startswith("access.dmn#sozial_worker: The role") for one in refused.value.findings)
