"""From the files of a release to processes that can be run, or to everything that is wrong with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.bpmn import lint, table_of_limits
from engine.bpmn.compiling import Compiler
from engine.bpmn.decisions import Decision
from engine.bpmn.elements import Element, Process
from engine.bpmn.lint_nodes import reached
from engine.bpmn.parser import FeelParser
from engine.bpmn.reading import Diagram, read_diagrams
from engine.bpmn.tables import read_tables
from engine.bpmn.xml import Node, Unreadable, read_xml
from engine.domain.values import Finding, OperationShape

DIAGRAM, TABLE = ".bpmn", ".dmn"


@dataclass(frozen=True)
class Read:
    """What the files of a release hold; `processes` only lacks those that findings speak of."""

    processes: Mapping[str, Process]
    decisions: Mapping[str, Decision]
    lanes: Mapping[str, str]
    findings: list[Finding]


def read_release(files: Mapping[str, bytes], operations: Mapping[str, OperationShape], forms: Collection[str]) -> Read:
    """Read, check and build all diagrams and tables; never raises for what is wrong in a file."""
    reader = _Reader()
    for path in sorted(files):
        reader.read(PurePosixPath(path).name, files[path])
    release = lint.Release(
        diagrams={one.process.id: one for one in reader.diagrams},
        decisions={one.id: one for one in reader.decisions},
        operations=operations,
        forms=forms,
        limits=table_of_limits.names(next((one for one in reader.decisions if one.id == table_of_limits.TABLE), None)),
    )
    findings = [*reader.findings, *reader.compiler.findings, *lint.findings(release)]
    processes = _build(release, findings)
    return Read(processes, release.decisions, reader.lanes, findings)


@dataclass
class _Reader:
    """Gathers what the files hold, one after the other."""

    compiler: Compiler = field(default_factory=Compiler)
    diagrams: list[Diagram] = field(default_factory=list)
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
        for diagram in read_diagrams(file, root, self.compiler):
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
    for diagram in sound:
        parser.add(diagram)
    built = {}
    for diagram in sound:
        try:
            built[diagram.process.id] = _with_specs(diagram.process, parser, release)
        except ValidationException as error:
            findings.append(_as_finding(error, diagram))
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
