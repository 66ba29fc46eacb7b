"""The page of a child, and the record of a family."""

from flask import Blueprint, render_template

from engine import london_date
from webapp.access import open_to
from webapp.reading import reader, the_actor, the_engine
from webapp.record.sections import sections
from webapp.record.summary import about, next_dates, standing

record = Blueprint("record", __name__)


@record.get("/cases/<int:case_id>/children/<int:child_id>")
@open_to("see cases")
def child(case_id: int, child_id: int) -> str:
    """All that the record knows of a child, and what is next for it."""
    view = reader().child(the_actor(), case_id, child_id)
    waiting = reader().open_tasks(the_actor(), case_id)
    return render_template(
        "record/child.html",
        title=view.child.name,
        view=view,
        standing=standing(view),
        about=about(view),
        dates=next_dates(waiting, view.child.given_name),
        view_sections=sections(view.record, of_family=False),
    )


@record.get("/cases/<int:case_id>/record")
@open_to("see cases")
def family(case_id: int) -> str:
    """All that the record knows of a family's children together."""
    view = reader().family_record(the_actor(), case_id)
    return render_template(
        "record/family.html",
        title="The family's record",
        view=view,
        today=london_date(the_engine().clock.now()),
        leads={line.child: line.name for line in view.record.lead_workers if line.until is None},
        dates=next_dates(reader().open_tasks(the_actor(), case_id)),
        view_sections=sections(view.record, of_family=True),
    )
