"""The small signs of BPMN, each a path in a box of 20 by 20."""

from math import cos, pi, sin


def _gear(teeth: int = 8, outer: float = 8.2, inner: float = 6.2) -> str:
    """A cog with its hole."""
    step = 2 * pi / teeth
    spots = []
    for tooth in range(teeth):
        for share, radius in ((-0.3, inner), (-0.18, outer), (0.18, outer), (0.3, inner)):
            angle = (tooth + share) * step
            spots.append(f"{10 + radius * cos(angle):.1f} {10 + radius * sin(angle):.1f}")
    return f"M{'L'.join(spots)}Z{circle(10, 10, 2.6)}"


def circle(x: float, y: float, radius: float) -> str:
    """A circle as part of a path."""
    half = f"a{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0Z"


ENVELOPE = "M2 4.5H18V15.5H2ZL10 11 18 4.5"
TASKS = {
    "userTask": f"{circle(10, 6, 3.3)}M3.5 17.5V15C3.5 12 5.5 10.8 7.5 10.8H12.5C14.5 10.8 16.5 12 16.5 15V17.5Z",
    "serviceTask": _gear(),
    "businessRuleTask": "M2 4H18V16H2ZM2 8H18M2 12H18M7.5 8V16",
    "sendTask": ENVELOPE,
    "receiveTask": ENVELOPE,
    "scriptTask": "M6 3H16Q12.5 6.5 15 10T14 17H4Q7.5 13.5 5 10T6 3M8 7H13M8 10H13M8 13H13",
    "manualTask": "M3 8L8 4H11L8 7H17V9.5H10H16V12H10H15V14.5H9Q3 15 3 11Z",
}
EVENTS = {
    "timer": f"{circle(10, 10, 7.5)}M10 5.5V10L13 12M10 2.5V4M10 16V17.5M2.5 10H4M16 10H17.5",
    "message": ENVELOPE,
    "signal": "M10 3.5 17 15H3Z",
    "error": "M3 17 7 4 12 11 17 3 13 16 8 9Z",
    "escalation": "M10 3 15.5 16 10 11 4.5 16Z",
    "conditional": "M4.5 3H15.5V17H4.5ZM7 7H13M7 10H13M7 13H13",
    "compensate": "M10 5V15L3 10ZM17 5V15L10 10Z",
    "link": "M3 8H11V4.5L17.5 10 11 15.5V12H3Z",
    "terminate": circle(10, 10, 7),
    "cancel": "M4 6 6 4 10 8 14 4 16 6 12 10 16 14 14 16 10 12 6 16 4 14 8 10Z",
}
GATEWAYS = {  # in a box of 50 by 50
    "exclusiveGateway": "M18 17 32 33M32 17 18 33",
    "parallelGateway": "M25 14V36M14 25H36",
    "inclusiveGateway": circle(25, 25, 11),
    "eventBasedGateway": f"{circle(25, 25, 14)}{circle(25, 25, 11)}M25 17.5 32.5 23 29.6 31.5H20.4L17.5 23Z",
    "complexGateway": "M25 13V37M13 25H37M16.5 16.5 33.5 33.5M33.5 16.5 16.5 33.5",
}
THIN_GATEWAYS = ("eventBasedGateway",)
AT_ONCE, IN_TURN = "M5.5 4V16M10 4V16M14.5 4V16", "M4 5.5H16M4 10H16M4 14.5H16"
LOOP = "M13.5 15.5A6 6 0 1 0 9.5 16M9.5 16 6 16.5M9.5 16 9 12.5"
COLLAPSED = "M3.5 3.5H16.5V16.5H3.5ZM10 6.5V13.5M6.5 10H13.5"
TICK = "M4.5 10.5 8.5 14.5 15.5 6"
