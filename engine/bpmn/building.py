"""From the files of a release to processes that can be run, or to everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.bpmn import lint, lint_origin
from engine.bpmn.compiling import Compiler
from engine.bpmn.decisions import Decision
from engine.bpmn.drawing import Drawing
from engine.bpmn.drawing_reading import read_drawing
from engine.bpmn.elements import Element, Overview, Process
from engine.bpmn.lint_nodes import reached
from engine.bpmn.overview import read_overview
from engine.bpmn.parser import FeelParser
from engine.bpmn.reading import Diagram, read_diagrams
from engine.bpmn.tables import read_tables
from engine.bpmn.xml import Node, Unreadable, read_xml
from engine.domain.values import Finding

DIAGRAM, TABLE = ".bpmn", ".dmn"


@dataclass(frozen=True)
class Read:
    """What the files of a release hold; `processes` only lacks those that findings speak of."""

    processes: Mapping[str, Process]
    overviews: list[Overview]
    decisions: Mapping[str, Decision]
    lanes: Mapping[str, str]
    findings: list[Finding]


def read_release(files: Mapping[str, bytes], beside: lint.Beside, *, check: bool = True) -> Read:
    """Read, check and build all diagrams and tables; never raises for what is wrong in a file.

    Without `check`, only what cannot be read or built is found.
    """
    reader = _Reader()
    for path in sorted(files):
        reader.read(PurePosixPath(path).name, files[path])
    diagrams = {one.process.id: one for one in reader.diagrams}
    overviews = [one.among(diagram.process for diagram in reader.diagrams) for one in reader.overviews]
    decisions = {one.id: one for one in reader.decisions}
    release = lint.Release(diagrams, decisions, beside, overviews, reader.drawings)
    findings = [*reader.findings, *reader.compiler.findings, *(lint.findings(release) if check else ())]
    processes = _build(release, findings)
    return Read(processes, overviews, decisions, reader.lanes, findings)


@dataclass
class _Reader:
    """Gathers what the files hold, one after the other."""

    compiler: Compiler = field(default_factory=Compiler)
    diagrams: list[Diagram] = field(default_factory=list)
    overviews: list[Overview] = field(default_factory=list)
    drawings: dict[str, Drawing | None] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    lanes: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, file: str, content: bytes) -> None:
        if not file.endswith((DIAGRAM, TABLE)):
            return
        try:
            root = read_xml(content)
        except Unreadable as error:
            self.findings.append(Finding(file, "", str(error), "Save it again in the editor."))
            return
        self.findings += lint.twice(file, [node.get("id") for node in root.iter("{*}*")], "elements of the file")
        if file.endswith(TABLE):
            self._add_tables(file, root)
        else:
            self._add_diagrams(file, root)

    def _add_tables(self, file: str, root: Node) -> None:
        for decision in read_tables(file, root, self.compiler):
            self._refuse_second(decision.id, decision.file, {one.id: one.file for one in self.decisions})
            self.decisions.append(decision)

    def _add_diagrams(self, file: str, root: Node) -> None:
        drawing = read_drawing(root)
        diagrams, overview = read_diagrams(file, root, self.compiler, drawing), read_overview(file, root, drawing)
        self.findings += lint_origin.findings(file, root, empty=not diagrams and overview is None)
        if diagrams or overview:
            self.drawings[file] = drawing
        if overview:
            self.overviews.append(overview)
        for diagram in diagrams:
            self._refuse_second(diagram.process.id, file, {one.process.id: one.file for one in self.diagrams})
            self.diagrams.append(diagram)
            self._add_lanes(file, root)

    def _refuse_second(self, id: str, file: str, known: Mapping[str, str]) -> None:
        if id in known:
            self.findings.append(Finding(file, id, f"{known[id]} holds {id} too.", "Remove or rename one of them."))

    def _add_lanes(self, file: str, root: Node) -> None:
        for lane in root.iter("{*}lane"):
            id, name = lane.get("id", ""), " ".join(lane.get("name", "").split())
            if not id or not name:
                self.findings.append(Finding(file, id, "A lane has no id or no name.", "Give it both."))
            elif self.lanes.setdefault(id, name) != name:
                message = f'The role {id} is called "{name}" here, and "{self.lanes[id]}" elsewhere.'
                self.findings.append(Finding(file, id, message, "Use one name for it.", error=False))


def _build(release: lint.Release, findings: list[Finding]) -> dict[str, Process]:
    """The processes with their specs. Those of files with findings are left out, with those that call them."""
    broken = {finding.file for finding in findings if finding.error}
    sound = [
        one
        for one in release.diagrams.values()
        if not {release.diagrams[id].file for id in reached(one.process.id, release)} & broken
    ]
    parser = FeelParser(release.operations, release.decisions)
    built: dict[str, Process] = {}
    for diagram in sound:
        parser.add(diagram)
    for diagram in sound:
        try:
            built[diagram.process.id] = _with_specs(diagram.process, parser, release)
        except ValidationException as error:
            findings.append(_as_finding(error, diagram))
        except Exception as error:  # SpiffWorkflow meets something it did not expect: no release may fail on that
            message = f"It cannot be run: {type(error).__name__}, {str(error).rstrip('.')}."
            findings.append(Finding(diagram.file, diagram.process.id, message, "Draw that part anew."))
    return built


def _with_specs(process: Process, parser: FeelParser, release: lint.Release) -> Process:
    elements: dict[str, Element] = {}
    for id in sorted(reached(process.id, release), key=lambda id: id == process.id):
        elements.update(release.diagrams[id].process.elements)
    spec = parser.get_spec(process.id)
    return replace(process, elements=elements, spec=spec, subspecs=parser.get_subprocess_specs(process.id))


def _as_finding(error: ValidationException, diagram: Diagram) -> Finding:
    message = f"It cannot be run: {str(error).rstrip('.')}."
    return Finding(error.file_name or diagram.file, error.id or diagram.process.id, message)
