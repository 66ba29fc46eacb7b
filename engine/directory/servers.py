"""The council's servers: connects to the first that answers, with its certificate checked, or says why none does."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ldap3 import NONE, Connection, Server, Tls

from engine.directory.failures import failed
from engine.domain.errors import BadSettings, DirectoryUnavailable
from engine.domain.ldap_settings import LdapSettings

PORTS = {"ldaps": 636, "ldap": 389}
SECONDS_TO_CONNECT = 1  # and for TLS, and for the bind; ldap3 takes whole seconds only
SECONDS_TO_ANSWER = 2.0  # a search
PASSWORD_POLICY = "1.3.6.1.4.1.42.2.27.8.5.1"  # asks OpenLDAP why it refuses a password
TRIES = 2  # servers asked for one answer: a third would come too late for who is waiting


class CheckedTls(Tls):
    """ldap3's TLS with Python's own checks of certificate and host name; ldap3 by itself checks neither."""

    def __init__(self, authority_file: str) -> None:
        """Raises BadSettings for a file that holds no certificates."""
        super().__init__(validate=ssl.CERT_REQUIRED)
        try:
            self._context = ssl.create_default_context(cafile=authority_file or None)
        except (OSError, ssl.SSLError) as error:
            wrong = f"DIRECTORY_CA is {authority_file}, which is no file of certificates (PEM)."
            raise BadSettings(problems=wrong) from error

    def wrap_socket(self, connection: Connection, do_handshake: bool = False) -> None:
        connection.socket = self._context.wrap_socket(connection.socket, server_hostname=connection.server.host)


@dataclass(frozen=True)
class Line:
    """A connection to one server, on which a password was sent: `result` says what the server thinks of it."""

    address: str
    connection: Connection

    @property
    def result(self) -> Mapping[str, Any]:
        return self.connection.result

    def shut(self) -> None:
        """Close it without a word to the server, which may be the one that does not answer."""
        if self.connection.socket is not None:
            self.connection.socket.close()


class Servers:
    """The servers in the order to try them: one that failed comes last, until the others fail too."""

    def __init__(self, settings: LdapSettings) -> None:
        """Raises BadSettings for a file of authorities that cannot be read."""
        self._tls = CheckedTls(settings.authority_file)
        self._in_the_clear = settings.in_the_clear
        self._order = settings.servers

    @property
    def addresses(self) -> tuple[str, ...]:
        return self._order

    def connect(self, dn: str, password: str) -> Line:
        """A line on which `dn` has sent `password`. Raises DirectoryUnavailable, telling of the last server tried."""
        problem = DirectoryUnavailable(why="No server is set.")
        for address in self._order[:TRIES]:
            try:
                return self.connect_to(address, dn, password)
            except DirectoryUnavailable as error:
                problem = error
                self.move_back(address)
        raise problem

    def connect_to(self, address: str, dn: str, password: str) -> Line:
        """The same, to one server only."""
        line = Line(address, self._connection(address, dn, password))
        try:
            line.connection.open(read_server_info=False)
            if not line.connection.server.ssl and not self._in_the_clear:
                line.connection.start_tls(read_server_info=False)
            line.connection.bind(read_server_info=False, controls=[(PASSWORD_POLICY, False, None)])
            line.connection.socket.settimeout(SECONDS_TO_ANSWER)
        except Exception as error:  # whatever bytes came, and whatever ldap3 made of them
            line.shut()
            raise failed(address, error) from error
        return line

    def move_back(self, address: str) -> None:
        """Ask this server only after the others from now on. (Threads may do so at once: any order is a good one.)"""
        self._order = (*(one for one in self._order if one != address), address)

    def _connection(self, address: str, dn: str, password: str) -> Connection:
        """Each connection has a Server of its own: ldap3 keeps in it which address is in use."""
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
        server = Server(
            parts.hostname,
            port,
            use_ssl=parts.scheme == "ldaps",
            tls=self._tls,
            get_info=NONE,
            connect_timeout=SECONDS_TO_CONNECT,
        )
        # As bytes the password goes as it was typed; ldap3 would fold its characters first.
        secret = password.encode(errors="replace")
        return Connection(server, dn, secret, receive_timeout=SECONDS_TO_CONNECT, auto_referrals=False)
