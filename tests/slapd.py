"""An OpenLDAP server of the tests' own: in a throw-away folder, on free ports, with its own authority."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ldap3 import MODIFY_ADD, MODIFY_DELETE, MODIFY_REPLACE, NONE, Connection, Server

from tests.certificates import Authority

BASE = "dc=demo,dc=invalid"
ACCOUNT, PASSWORD = f"cn=childpath,{BASE}", "the-service-password"
RELAX = "1.3.6.1.4.1.4203.666.5.12"  # lets the administrator write what the server keeps itself
ADMIN = f"cn=admin,{BASE}"
CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/nis.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/dyngroup.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload dynlist
moduleload ppolicy
pidfile {folder}/pid
TLSCACertificateFile {authority}
TLSCertificateFile {certificate}
TLSCertificateKeyFile {key}
sizelimit {limit}
database mdb
suffix {base}
rootdn {admin}
rootpw {password}
directory {folder}/data
maxsize 16777216
index objectClass,uid,member,entryUUID eq
overlay dynlist
dynlist-attrset groupOfURLs memberURL member+memberOf@groupOfNames*
overlay ppolicy
ppolicy_default cn=policy,{base}
limits dn.exact="{account}" size.prtotal=unlimited size={limit}
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{account}" read by anonymous auth by * none
"""
POLICY = f"""
dn: cn=policy,{BASE}
objectClass: device
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
pwdMaxFailure: 100

dn: {ACCOUNT}
objectClass: applicationProcess
objectClass: simpleSecurityObject
cn: childpath
userPassword: {PASSWORD}
"""


class Slapd:
    """A server that can be stopped, started again, and told to change what it holds."""

    def __init__(self, program: str, folder: Path, certificate: tuple[Path, Path], authority: Path) -> None:
        self._program, self._folder = program, folder
        self.authority = authority
        self.port, self.tls_port = free_port(), free_port()
        (folder / "data").mkdir()
        self._configuration = folder / "slapd.conf"
        self._process: subprocess.Popen | None = None
        self.use_certificate(certificate)

    @property
    def ldap(self) -> str:
        return f"ldap://localhost:{self.port}"

    @property
    def ldaps(self) -> str:
        return f"ldaps://localhost:{self.tls_port}"

    def use_certificate(self, certificate: tuple[Path, Path], limit: int = 5) -> None:
        """Show this certificate from the next start on. A search that is not paged gives `limit` entries."""
        places = {"folder": self._folder, "authority": self.authority, "base": BASE, "limit": limit}
        names = {"account": ACCOUNT, "admin": ADMIN, "password": PASSWORD}
        files = dict(zip(("certificate", "key"), certificate, strict=True))
        self._configuration.write_text(CONFIGURATION.format(**places, **names, **files))

    def load(self, ldif: str) -> None:
        """Fill the empty directory, operational attributes and all."""
        command = [self._program, "-T", "add", "-q", "-f", self._configuration, "-b", BASE]
        subprocess.run(command, input=ldif, text=True, check=True, capture_output=True)

    def start(self) -> None:
        """Start it; this returns once it listens."""
        listen = f"ldap://localhost:{self.port}/ ldaps://localhost:{self.tls_port}/"
        command = [self._program, "-d", "0", "-f", self._configuration, "-h", listen]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until_it_listens(self._process, self.tls_port)

    def stop(self) -> None:
        """Stop it, and wait until it is gone."""
        if self._process:
            self.go_on()
            self._process.terminate()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Let it hang: its ports accept, and nothing is answered."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    def add(self, dn: str, attribute: str, value: str) -> None:
        self._modify(dn, {attribute: [(MODIFY_ADD, [value])]})

    def take(self, dn: str, attribute: str, value: str) -> None:
        self._modify(dn, {attribute: [(MODIFY_DELETE, [value])]})

    def replace(self, dn: str, attribute: str, value: str) -> None:
        self._modify(dn, {attribute: [(MODIFY_REPLACE, [value])]})

    def _modify(self, dn: str, changes: dict) -> None:
        server = Server("localhost", self.port, get_info=NONE)
        with Connection(server, ADMIN, PASSWORD, raise_exceptions=True) as connection:
            connection.modify(dn, changes, controls=[(RELAX, True, None)])


@contextmanager
def server(program: str, folder: Path, people: Path) -> Iterator[Slapd]:
    """A running server that holds the LDIF file `people`."""
    authority = Authority(folder)
    slapd = Slapd(program, folder, authority.server("server"), authority.file)
    slapd.load(people.read_text(encoding="utf-8") + POLICY)
    slapd.start()
    try:
        yield slapd
    finally:
        slapd.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def until_it_listens(process: subprocess.Popen, port: int, host: str = "localhost") -> None:
    """Return once it listens on the port (the last that it opens). Raises TimeoutError after ten seconds."""
    for _ in range(1000):
        try:
            socket.create_connection((host, port)).close()
        except ConnectionRefusedError:
            with suppress(subprocess.TimeoutExpired):
                raise ChildProcessError(f"The server ended with {process.wait(0.01)}.") from None
        else:
            return
    raise TimeoutError("The server does not listen.")
