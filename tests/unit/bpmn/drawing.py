"""Draws small diagrams: `process("visit", start("due"), user("go"), end("done"), flows="due > go > done")`."""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    ' id="file" targetNamespace="https://example.org/test">'
)
MESSAGES = ("visit due", "report ready", "plan ended", "asked")


def diagram(*processes: str) -> bytes:
    """A file with these processes, and the messages that the tests use."""
    messages = "".join(f'<bpmn:message id="m_{_id(name)}" name="{name}" />' for name in MESSAGES)
    return f"{HEAD}{messages}{''.join(processes)}</bpmn:definitions>".encode()


def process(id: str, *nodes: str, flows: str, lane: str = "social_worker", more: str = "") -> str:
    """A process whose own nodes stand in one lane."""
    placed = "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in _ids(nodes))
    drawn = f'<bpmn:lane id="{lane}" name="Social worker ">{placed}</bpmn:lane>'
    lanes = f'<bpmn:laneSet id="lanes_{id}">{drawn}</bpmn:laneSet>'
    body = f"{lanes if lane else ''}{''.join(nodes)}{sequence(flows)}{more}"
    return f'<bpmn:process id="{id}" name="The {id}" isExecutable="true">{body}</bpmn:process>'


def sequence(flows: str) -> str:
    """Flows written `a > b > c; b > d ? =condition`; a flow's id is `a_to_b`."""
    drawn = []
    for line in flows.split(";"):
        path, _, condition = line.partition("?")
        ids = [one.strip() for one in path.split(">")] if ">" in path else []
        for source, target in pairwise(ids):
            inner = (
                f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{escape(condition.strip())}'
                "</bpmn:conditionExpression>"
                if condition
                else ""
            )
            drawn.append(
                f'<bpmn:sequenceFlow id="{source}_to_{target}" sourceRef="{source}" targetRef="{target}">{inner}'
                "</bpmn:sequenceFlow>"
            )
    return "".join(drawn)


def node(kind: str, id: str, inner: str = "", attributes: str = "", /, **properties: str) -> str:
    """A node; `for_each` becomes the property "for each"."""
    own = {("for each" if name == "for_each" else name): value for name, value in properties.items()}
    listed = "".join(
        f'<spiffworkflow:property name="{name}" value={quoteattr(value)} />' for name, value in own.items()
    )
    extensions = (
        f"<bpmn:extensionElements><spiffworkflow:properties>{listed}</spiffworkflow:properties></bpmn:extensionElements>"
        if own
        else ""
    )
    return f'<bpmn:{kind} id="{id}" name="{_id(id, " ")}" {attributes}>{extensions}{inner}</bpmn:{kind}>'


def start(id: str, message: str = "", variable: str = "", **properties: str) -> str:
    return node("startEvent", id, _message(id, message, variable=variable), **properties)


def end(id: str, message: str = "", payload: str = "", inner: str = "") -> str:
    return node("endEvent", id, inner or _message(id, message, payload=payload))


def throw(id: str, message: str, payload: str) -> str:
    return node("intermediateThrowEvent", id, _message(id, message, payload=payload))


def catch(id: str, message: str = "", variable: str = "", date: str = "", duration: str = "") -> str:
    return node("intermediateCatchEvent", id, _message(id, message, variable=variable) or _timer(id, date, duration))


def border(
    id: str,
    host: str,
    date: str = "",
    duration: str = "",
    message: str = "",
    variable: str = "",
    interrupts: bool = True,
    **properties: str,
) -> str:
    inner = _message(id, message, variable=variable) or _timer(id, date, duration)
    attributes = f'attachedToRef="{host}" cancelActivity="{str(interrupts).lower()}"'
    return node("boundaryEvent", id, inner, attributes, **properties)


def user(id: str, inner: str = "", **properties: str) -> str:
    return node("userTask", id, inner, **{"form": "any_form", **properties})


def service(id: str, operation: str, **properties: str) -> str:
    return node("serviceTask", id, operation=operation, **properties)


def rule(id: str, decision: str, /, **properties: str) -> str:
    return node("businessRuleTask", id, decision=decision, **properties)


def sub(id: str, *nodes: str, flows: str, item: str = "", in_turn: bool = False, **properties: str) -> str:
    """A sub-process; with `item` and `for_each` it repeats."""
    repeat = each(f"{id}_{item}", item, in_turn) if item else ""
    return node("subProcess", id, f"{repeat}{''.join(nodes)}{sequence(flows)}", **properties)


def each(id: str, name: str, in_turn: bool = False) -> str:
    sequential = str(in_turn).lower()
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">'
        f'<bpmn:inputDataItem id="{id}" name="{name}" /></bpmn:multiInstanceLoopCharacteristics>'
    )


def _message(id: str, name: str, payload: str = "", variable: str = "") -> str:
    if not name:
        return ""
    said = f"<spiffworkflow:messagePayload>{escape(payload)}</spiffworkflow:messagePayload>" if payload else ""
    lands = f"<spiffworkflow:messageVariable>{variable}</spiffworkflow:messageVariable>" if variable else ""
    return (
        f'<bpmn:messageEventDefinition id="{id}_event" messageRef="m_{_id(name)}">'
        f"<bpmn:extensionElements>{said}{lands}</bpmn:extensionElements></bpmn:messageEventDefinition>"
    )


def _timer(id: str, date: str, duration: str) -> str:
    kind, text = ("timeDate", date) if date else ("timeDuration", duration)
    return (
        f'<bpmn:timerEventDefinition id="{id}_event"><bpmn:{kind} xsi:type="bpmn:tFormalExpression">{escape(text)}'
        f"</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def _ids(nodes: tuple[str, ...]) -> list[str]:
    return [one.split('id="', 1)[1].split('"', 1)[0] for one in nodes]


def _id(text: str, space: str = "_") -> str:
    return text.replace("_" if space == " " else " ", space)
