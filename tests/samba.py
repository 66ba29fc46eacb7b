"""A Samba Active Directory of the tests' own: in a throw-away folder, on an address of this machine that nobody uses.

It needs root, since the ports of Active Directory are fixed.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ldap3 import MODIFY_REPLACE, NONE, Connection, Server

from tests.certificates import Authority
from tests.slapd import until_it_listens

REALM, DOMAIN = "DEMO.INVALID", "DEMO"
BASE = "DC=demo,DC=invalid"
ADMINISTRATOR, PASSWORD = f"CN=Administrator,CN=Users,{BASE}", "Demo-council-2026"
OPTIONS = """
server services = ldap
bind interfaces only = yes
interfaces = {address}/8
tls enabled = yes
tls certfile = {certificate}
tls keyfile = {key}
tls cafile = {authority}
log file = {folder}/log
pid directory = {folder}
"""


class Samba:
    """A running domain controller, and what an administrator may do there."""

    def __init__(self, folder: Path, authority: Path) -> None:
        self._folder, self.authority = folder, authority
        self.address = f"127.{os.getpid() // 200 % 200 + 1}.{os.getpid() % 200 + 1}.1"

    @property
    def ldaps(self) -> str:
        return f"ldaps://{self.address}"

    def provision(self, certificate: tuple[Path, Path]) -> Path:
        """Make an empty domain; gives its configuration."""
        self._run(
            *("samba-tool", "domain", "provision", f"--realm={REALM}", f"--domain={DOMAIN}", "--server-role=dc"),
            *("--dns-backend=NONE", f"--adminpass={PASSWORD}", f"--targetdir={self._folder}"),
            *("--use-rfc2307", f"--option=posix:eadb={self._folder}/eadb.tdb"),
        )
        file = self._folder / "etc" / "smb.conf"
        files = dict(zip(("certificate", "key"), certificate, strict=True))
        options = OPTIONS.format(address=self.address, authority=self.authority, folder=self._folder, **files)
        file.write_text(file.read_text().replace("[global]", f"[global]\n{options}"))
        return file

    def add(self, dn: str, classes: str | list[str], **attributes: object) -> None:
        connection = self._connection()
        connection.add(dn, classes, attributes)
        connection.unbind()

    def replace(self, dn: str, attribute: str, *values: object) -> None:
        connection = self._connection()
        connection.modify(dn, {attribute: [(MODIFY_REPLACE, list(values))]})
        connection.unbind()

    def add_person(self, dn: str, login: str, password: str, **attributes: object) -> None:
        """An account that works."""
        name = {"sAMAccountName": login, "userPrincipalName": f"{login}@{REALM.lower()}", **attributes}
        secret = f'"{password}"'.encode("utf-16-le")
        self.add(dn, "user", unicodePwd=secret, userAccountControl=512, **name)

    def add_group(self, dn: str, members: Iterable[str]) -> None:
        self.add(dn, "group", sAMAccountName=dn.split(",")[0].split("=")[1], member=list(members))

    def _connection(self) -> Connection:
        server = Server(self.address, 636, use_ssl=True, get_info=NONE)
        return Connection(server, ADMINISTRATOR, PASSWORD, auto_bind=True, raise_exceptions=True)

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def server(program: str, folder: Path) -> Iterator[Samba]:
    """An empty domain that runs."""
    authority = Authority(folder)
    samba = Samba(folder, authority.file)
    configuration = samba.provision(authority.server("samba", samba.address))
    command = [program, "--foreground", "--no-process-group", "--model=single", "-s", str(configuration)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until_it_listens(process, 636, samba.address)
        yield samba
    finally:
        process.terminate()
        process.wait()
