"""Every way a request can be refused: one class a situation, whose docstring is what the person reads."""

from collections.abc import Sequence
from string import Formatter


class ChildpathError(Exception):
    """Something went wrong. Try again; if it happens again, tell your administrator."""

    def __init__(self, **facts: object) -> None:
        """The facts are kept as attributes and fill the `{}` places of the docstring."""
        self.facts = facts
        super().__init__(Formatter().vformat(" ".join((self.__doc__ or "").split()), (), facts))

    def __getattr__(self, name: str) -> object:
        try:
            return self.__dict__["facts"][name]
        except KeyError as error:
            raise AttributeError(name) from error


class NotFound(ChildpathError):
    """There is no such {what}, or you may not see it. Check the link, or ask the person who gave it to you."""


class NotAllowed(ChildpathError):
    """Your roles do not let you {act}. Ask your manager if you think they should."""


class TaskAlreadyDone(ChildpathError):
    """{person} completed this task on {when}. Nothing you typed was sent; open the case to see what was recorded."""


class TaskNoLongerNeeded(ChildpathError):
    """This task is no longer needed: the work moved on {when}. Open the case to see where it stands."""


class TaskClaimedByAnother(ChildpathError):
    """{person} took this task on {when}. Ask them to give it back, or ask a manager to reassign it."""


class TaskNotClaimed(ChildpathError):
    """You have not taken this task, so there is nothing to give back."""


class AnswersRefused(ChildpathError):
    """There is a problem with {count} of the answers. Nothing has been recorded yet."""

    problems: Sequence["Problem"]


class RequestReused(ChildpathError):
    """This request was already used for something else. Go back, reload the page and send it again."""


class DiagramFailed(ChildpathError):
    """The diagram could not go on at {where}: {why} Nothing was recorded. Tell the analyst who keeps the diagram."""


class NoSuchLimit(ChildpathError):
    """There is no time limit called {limit} for {authority} on {on}."""


class FeelError(ChildpathError):
    """{where}: {reason} The expression is: {text}"""


class FeelTooCostly(ChildpathError):
    """{where}: this expression takes too long to work out. Give it shorter lists, or fewer loops inside one another."""


class BadHolidayTable(ChildpathError):
    """Line {line} of holidays.csv cannot be read. Each line is: date (2026-12-28), change (add or remove), source."""


class ReleaseRefused(ChildpathError):
    """The files were not published: {count} of them need mending. The release in use stays as it was."""

    findings: Sequence["Finding"]


class FormRefused(ReleaseRefused):
    """The form {file} cannot be used until it is mended. Findings: {count}."""


class NothingPublished(ChildpathError):
    """No diagrams have been published yet. Run `childpath publish` first."""


class BadSettings(ChildpathError):
    """The settings are not complete: {problems} See "Settings" in the README."""


class WrongLogIn(ChildpathError):
    """The user name or the password is not right, or the account is locked. Check both and try again."""


class NoRole(ChildpathError):
    """You have no role in Childpath yet. Ask your manager to have you added to the right group."""


class DirectoryUnavailable(ChildpathError):
    """The directory cannot be reached, so nobody can log in just now. People who are logged in can go on working."""


class DirectoryNotTrusted(DirectoryUnavailable):
    """The directory cannot show that it is the right one, so nobody can log in just now. Tell your administrator."""


class AccountClosed(ChildpathError):
    """Your account, or its password, has been locked or has run out. Ask your council's help desk for computers."""


class TooManyTries(ChildpathError):
    """There were too many wrong tries with this user name. Wait {minutes} minutes, then try again."""


class BadDirectoryFile(ChildpathError):
    """The directory file {file} cannot be used. Line {line}: {why}"""


class DatabaseUnavailable(ChildpathError):
    """The database cannot be reached just now. Wait a minute, then try again."""


class BadRehearsal(ChildpathError):
    """{file}, step {step}: {why}"""


from engine.domain.values import Finding, Problem  # noqa: E402  (only for the annotations above)
