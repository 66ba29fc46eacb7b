"""Files of other tools: what they carry that is not read here, and what is missing for a file to be run at all."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from engine.bpmn.reading import FLOW_NODES
from engine.bpmn.xml import BPMN, SPIFF, Node, children, is_feel, kind_of, namespace_of
from engine.domain.values import Finding

TOOLS = {
    "camunda": "Camunda", "zeebe": "Camunda", "signavio": "Signavio", "flowable": "Flowable", "activiti": "Activiti",
    "jboss": "jBPM", "drools": "jBPM", "bonita": "Bonita", "bizagi": "Bizagi",
}  # fmt: skip
EXPRESSIONS = ("conditionExpression", "timeDate", "timeDuration", "timeCycle", "condition", "completionCondition")
DATA = ("dataObjectReference", "dataStoreReference", "dataInput", "dataOutput")


def findings(file: str, root: Node, empty: bool) -> Iterator[Finding]:
    """`empty` says that neither a process to run nor an overview was found in the file."""
    if namespace_of(root) != BPMN.strip("{}"):
        message = f"This is no BPMN 2.0 diagram: it begins with “{kind_of(root)}”."
        yield Finding(file, "", message, "Export it as BPMN 2.0, or draw it anew.")
        return
    yield from _not_executable(file, root, empty)
    yield from _settings(file, root)
    yield from _languages(file, root)
    data = [node.get("id", "") for node in root.iter(*(f"{BPMN}{kind}" for kind in DATA))]
    if data:
        message = "Data objects are shown, but nothing is read from them."
        yield Finding(file, data[0], message, "Use the fields of a form, and `keep`.", error=False)


def _not_executable(file: str, root: Node, empty: bool) -> Iterator[Finding]:
    for process in children(root, "process"):
        steps = any(kind_of(node) in FLOW_NODES for node in process.iter("{*}*"))
        if steps and process.get("isExecutable") != "true":
            message = "The process is not marked as executable, so nobody can start it."
            mend = "Tick “Executable” in the editor, or leave the file out of the release."
            yield Finding(file, process.get("id", ""), message, mend, error=False)
            return
    if empty and not any(kind_of(node) in FLOW_NODES for node in root.iter("{*}*")):
        yield Finding(file, "", "The file holds no process.", "Draw one, or leave the file out of the release.")


def _languages(file: str, root: Node) -> Iterator[Finding]:
    """Expressions that say themselves that they are written for another engine."""
    for node in root.iter(*(f"{BPMN}{kind}" for kind in EXPRESSIONS)):
        language = node.get("language", "")
        if language and not is_feel(language):
            message = f"The expression is written in {language[:60]}, which is not read here."
            yield Finding(file, _owner(node), message, "Write it in FEEL, and remove its language.")


def _settings(file: str, root: Node) -> Iterator[Finding]:
    """What another engine would read: once for each tool, so that nobody thinks it counts."""
    owners: dict[str, dict[str, None]] = defaultdict(dict)  # in order, each once
    for node in root.iterdescendants("{*}*"):
        names = [namespace_of(node), *(namespace_of(node, name) for name in node.attrib)]
        if tool := next(filter(None, map(_tool, names)), ""):
            owners[tool][_owner(node)] = None
    for tool, elements in owners.items():
        many = f", as do {len(elements) - 1} more" if len(elements) > 1 else ""
        message = f"It carries settings of {tool}, which are not read here{many}."
        yield Finding(
            file, next(iter(elements)), message, "Set what counts in the properties of this editor.", error=False
        )


@lru_cache(maxsize=256)  # a file has few
def _tool(namespace: str) -> str:
    if not namespace or namespace == SPIFF.strip("{}"):
        return ""
    return next((tool for part, tool in TOOLS.items() if part in namespace.lower()), "")


def _owner(node: Node) -> str:
    """The nearest element of the diagram itself."""
    while namespace_of(node) != BPMN.strip("{}") or not node.get("id"):
        above = node.getparent()
        if above is None:
            return node.get("id", "")
        node = above
    return node.get("id", "")
