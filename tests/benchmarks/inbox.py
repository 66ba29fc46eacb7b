"""The page of a role's tasks over 300,000 open ones: what the server takes, from the request to the last byte."""

import re
from html import unescape
from itertools import cycle, islice

from engine import Settings, build_engine
from tests.benchmarks.family import Home
from tests.benchmarks.timing import seconds, spread, undisturbed
from webapp import create_app

LOG_IN = {"login": "priya.shah", "password": "demo-priya"}
PAGES = 5  # from the first one on, as people turn them
LEAF = re.compile(r'href="([^"]*[?&]after=[^"]*)"')


def inbox(home: Home, pages: int) -> dict[str, float]:
    """The median and the 95th percentile in milliseconds, over the first few pages asked again and again."""
    settings = Settings(database_url=home.url, secret_key="k" * 40, directory="embedded:")
    engine = build_engine(settings, clock=home.clock)
    try:
        client = create_app(engine, settings).test_client()
        _log_in(client)
        addresses = list(_leafed(client))
        with undisturbed():
            times = [seconds(lambda at=address: client.get(at)) for address in islice(cycle(addresses), pages)]
        middle, late = spread(times)
        return {"median_ms": 1000 * middle, "p95_ms": 1000 * late}
    finally:
        engine.close()


def _log_in(client) -> None:
    page = client.get("/log-in").get_data(as_text=True)
    hidden = dict(re.findall(r'name="(csrf_token|_request)"[^>]*value="([^"]*)"', page))
    answer = client.post("/log-in", data={**hidden, **LOG_IN})
    assert answer.status_code == 303, answer.get_data(as_text=True)


def _leafed(client):
    """The addresses of the first pages."""
    address = "/tasks/roles"
    for _ in range(PAGES):
        answer = client.get(address)
        assert answer.status_code == 200, answer.status
        yield address
        following = LEAF.findall(answer.get_data(as_text=True))
        if not following:
            return
        address = unescape(following[-1])
