"""The contract of every directory, on a real OpenLDAP server: by LDAPS and StartTLS, with two ways to follow groups."""

import pytest

from engine.directory import Directory
from tests.integration.directory.conftest import Opener
from tests.slapd import Slapd
from tests.unit.directory.contract import DirectoryContract


class TestOverLdapsWithMemberOf(DirectoryContract):
    @pytest.fixture
    def directory(self, shared_slapd: Slapd, opened: Opener) -> Directory:
        return opened(shared_slapd, nested="memberof")


class TestOverStartTlsWithWalk(DirectoryContract):
    @pytest.fixture
    def directory(self, shared_slapd: Slapd, opened: Opener) -> Directory:
        return opened(shared_slapd, servers=(shared_slapd.ldap,), nested="walk")
