"""What every directory must do. A test module for one gives a `directory` fixture over the demo council's people."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.directory import Directory
from engine.domain.errors import AccountClosed
from engine.domain.values import Person

PASSWORD = "demo-priya"  # the shipped file's, for people who do not exist


def is_refused(directory: Directory, login: str, password: str) -> bool:
    """Whether there is no log-in; a directory may say why, to who knows the password."""
    try:
        return directory.authenticate(login, password) is None
    except AccountClosed:
        return True


class DirectoryContract:
    """The contract suite: inherit it, and give the fixture."""

    @pytest.fixture
    def priya(self, directory: Directory) -> Person:
        person = directory.authenticate("priya.shah", PASSWORD)
        assert person
        return person

    def test_a_log_in_and_its_password_give_the_person_with_roles_and_teams(self, priya: Person) -> None:
        assert (priya.login, priya.name, priya.email) == ("priya.shah", "Priya Shah", "priya.shah@demo.invalid")
        assert priya.roles == {"social_worker", "lead_social_worker"}
        assert priya.teams == {"East"}

    @pytest.mark.parametrize("login", ["PRIYA.SHAH", " priya.shah "])
    def test_a_log_in_is_the_same_in_capitals_or_with_spaces_around_it(self, directory, priya, login) -> None:
        assert directory.authenticate(login, PASSWORD) == priya

    @pytest.mark.parametrize(
        "password",
        [
            "",
            " ",
            "DEMO-PRIYA",
            "demo-priya ",
            "demo\\2dpriya",
            "demo-pri*",
            "demo-sam",
            "demo-priya\0",
            "\N{FULLWIDTH LATIN SMALL LETTER D}emo-priya",
            "d" * 100_000,
        ],
        ids=range(10),
    )
    def test_any_other_password_is_refused(self, directory: Directory, password: str) -> None:
        assert directory.authenticate("priya.shah", password) is None

    @pytest.mark.parametrize(
        "login",
        [
            "",
            " ",
            "*",
            "priya*",
            "priya.sha?",
            "priya\\2eshah",
            "priya.shah)(|(uid=*",
            "*)(uid=priya.shah",
            "x\0",
            "Priya",
            "priya.shah\N{SOFT HYPHEN}",
            "\N{ZERO WIDTH JOINER}priya.shah",
            "\N{FULLWIDTH LATIN SMALL LETTER P}riya.shah",
            "uid=priya.shah,ou=people,dc=demo,dc=invalid",
            "priya.shah,ou=people",
            "\N{PILE OF POO}",
            "p" * 100_000,
        ],
        ids=range(17),
    )
    def test_nothing_but_a_whole_log_in_finds_a_person(self, directory: Directory, login: str) -> None:
        assert directory.authenticate(login, PASSWORD) is None

    def test_a_disabled_account_is_nobody(self, directory: Directory) -> None:
        assert is_refused(directory, "max.turner", "demo-max")
        assert "max.turner" not in {person.login for person in directory.people()}
        assert "max.turner" not in {person.login for person in directory.people("social_worker")}

    def test_a_person_without_a_role_is_known_but_has_none(self, directory: Directory) -> None:
        zoe = directory.authenticate("zoe.nolan", "demo-zoe")
        assert zoe and zoe.name == "Zoë Nolan" and not zoe.roles and not zoe.teams

    def test_a_person_is_found_again_by_the_id(self, directory: Directory, priya: Person) -> None:
        assert directory.person(priya.id) == priya

    @pytest.mark.parametrize("person_id", ["", "*", "priya.shah", "Priya Shah", "00000000-0000-4000-8000-000000000000"])
    def test_nothing_but_a_whole_id_finds_a_person(self, directory: Directory, person_id: str) -> None:
        assert directory.person(person_id) is None

    def test_people_are_listed_by_name(self, directory: Directory) -> None:
        names = [person.name for person in directory.people()]
        assert names == sorted(names) and {"Amina Yusuf", "Tom Reilly", "Zoë Nolan"} <= set(names)

    def test_a_role_gives_those_who_hold_it_through_groups_of_groups_too(self, directory: Directory) -> None:
        assert [person.login for person in directory.people("social_worker")] == ["priya.shah", "sam.lee"]

    @pytest.mark.parametrize("role", ["", "*", "social*", "no_such_role", "East"])
    def test_nothing_but_a_whole_role_gives_people(self, directory: Directory, role: str) -> None:
        assert directory.people(role) == []

    def test_the_roles_are_those_of_the_directory(self, directory: Directory) -> None:
        roles = directory.roles()
        assert roles == sorted(roles) and {"social_worker", "conference_chair", "senior_manager"} <= set(roles)
        assert "East" not in roles

    def test_many_threads_may_ask_at_once(self, directory: Directory, priya: Person) -> None:
        asked = [("priya.shah", PASSWORD), ("priya.shah", "wrong"), ("sam.lee", "demo-sam")] * 20
        with ThreadPoolExecutor(max_workers=6) as pool:
            answers = list(pool.map(lambda pair: directory.authenticate(*pair), asked))
        logins = [answer and answer.login for answer in answers]
        assert logins == ["priya.shah", None, "sam.lee"] * 20
