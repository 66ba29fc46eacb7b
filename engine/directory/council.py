"""Puts together the directory of a council out of its settings."""

from ldap3.core.exceptions import LDAPInvalidDnError, LDAPInvalidFilterError
from ldap3.operation.search import parse_filter

from engine.directory.layout import ACTIVE_DIRECTORY, OPENLDAP
from engine.directory.ldap import LdapSource
from engine.directory.names import path
from engine.directory.nested import NESTINGS
from engine.directory.search import Places, SearchedDirectory
from engine.directory.servers import Servers
from engine.directory.table import read_table
from engine.domain.clock import Clock
from engine.domain.errors import BadSettings
from engine.domain.ldap_settings import LdapSettings

KINDS = {"openldap": (OPENLDAP, "walk"), "active directory": (ACTIVE_DIRECTORY, "in_chain")}


class CouncilDirectory(SearchedDirectory):
    """A Directory on a council's own servers. It asks none of them before it is asked itself."""

    def __init__(self, settings: LdapSettings, clock: Clock) -> None:
        """Raises BadSettings for what no server could understand, BadDirectoryFile for the table of groups."""
        _check(settings)
        layout, nested = KINDS[settings.kind]
        self.settings = settings
        self.servers = Servers(settings)
        source = LdapSource(self.servers, settings.account, settings.password)
        places = Places(source, layout, settings.people or settings.base, settings.base, settings.fit)
        super().__init__(source, places, NESTINGS[settings.nested or nested], read_table(settings.groups), clock)


def _check(settings: LdapSettings) -> None:
    for name, value in (("DIRECTORY_BASE", settings.base), ("DIRECTORY_PEOPLE", settings.people or settings.base)):
        try:
            path(value)
        except LDAPInvalidDnError as error:
            raise BadSettings(problems=f'{name} is "{value}", which is no distinguished name.') from error
    try:
        if settings.fit:
            parse_filter(settings.fit, None, False, False, None, False)
    except LDAPInvalidFilterError as error:
        raise BadSettings(problems=f'DIRECTORY_FILTER is "{settings.fit}", which is no LDAP filter.') from error
