"""The product's release, where the strategy discussion is the police's, and a team manager acts for them."""

import re

from engine import shipped_files

FORM = re.compile(r'<spiffworkflow:property name="form" value="discussion_\w+" />')
ACTED = r'\g<0><spiffworkflow:property name="acted_by" value="team_manager" />'


def of_the_police() -> dict[str, bytes]:
    """The files of that release."""
    files = shipped_files()
    name = next(path for path in files if path.endswith("strategy_discussion.bpmn"))
    text = FORM.sub(ACTED, files[name].decode()).replace('="team_manager"', '="police_officer"')
    text = text.replace("Team manager", "Police").replace(
        'name="acted_by" value="police_officer"', 'name="acted_by" value="team_manager"'
    )
    return files | {name: text.encode()}
