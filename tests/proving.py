"""Takes what enforces each clause out of the release, one clause at a time, and expects each of its tests to fail.

    python -m tests.proving [CLAUSE ...]

Prints a line a clause. Exit status: 1 where a test does not miss what was taken out.
"""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import get_context
from pathlib import Path

import pytest

from engine import clause_lines, marked_tests, read_files
from engine.clauses import ENFORCED, ClauseLine
from tests.without import CannotBeTakenOut, Proving, without

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "processes", ROOT / "forms")
ARGUMENTS = ("-p", "no:cacheprovider", "--quiet", "--no-header", "--tb=no")


class Outcomes:
    """A pytest plugin that keeps how many tests missed what was taken out, and what says that others did not."""

    def __init__(self) -> None:
        self.missed = 0
        self.unproved: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "setup" and report.failed:  # nothing was played, so nothing was missed
            self.unproved.append(f"{report.nodeid} cannot begin without it")
        elif report.when == "call" and report.passed:
            self.unproved.append(f"{report.nodeid} passes without it")
        elif report.when == "call" and report.failed:
            self.missed += 1


def prove(line: ClauseLine) -> tuple[ClauseLine, list[str]]:
    """The sentences that say what is not proved; none where every test of the clause failed."""
    try:
        without(read_files(FOLDERS), line.where)
    except CannotBeTakenOut as element:
        return line, [f"{element} cannot be taken out"]
    outcomes, Proving.clause = Outcomes(), line.id
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        pytest.main([*ARGUMENTS, *line.tests], plugins=[outcomes])
    return line, outcomes.unproved or ([] if outcomes.missed else ["no test was run"])


def main(ids: Sequence[str]) -> int:
    lines = clause_lines(read_files(FOLDERS), marked_tests(ROOT / "tests"))
    enforced = [line for line in lines if line.how == ENFORCED and line.tests and (not ids or line.id in ids)]
    wrong = 0
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork"), max_tasks_per_child=None) as pool:
        for number, (line, unproved) in enumerate(pool.map(prove, enforced), start=1):
            wrong += bool(unproved)
            said = "; ".join(unproved) or f"missed by {len(line.tests)} tests"
            print(f"{number}/{len(enforced)} {line.id}: {said}", flush=True)
    print(f"{len(enforced) - wrong} of {len(enforced)} enforced clauses are proved.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
