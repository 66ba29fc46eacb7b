"""Certificates of the tests' own authority, made by openssl: good, run out, for another host, self-signed."""

import subprocess
from pathlib import Path

KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """A certificate authority in a folder."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        self._folder = folder
        self.file, self._key = folder / f"{name}.pem", folder / f"{name}.key"
        may_sign = ("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        _openssl(
            *("req", "-x509", *KEY, "-keyout", self._key, "-out", self.file, "-days", "30"),
            *("-subj", f"/CN=Tests {name}", *may_sign),
        )

    def server(self, name: str, host: str = "localhost", days: int = 30) -> tuple[Path, Path]:
        """The files of a certificate for `host` and its key; with negative `days` it has run out."""
        certificate, key, asked = (self._folder / f"{name}.{ending}" for ending in ("pem", "key", "csr"))
        extensions = self._folder / f"{name}.ext"
        kind = "IP" if host[0].isdigit() else "DNS"
        extensions.write_text(
            f"subjectAltName={kind}:{host}\nauthorityKeyIdentifier=keyid\nextendedKeyUsage=serverAuth\n"
        )
        _openssl("req", "-new", *KEY, "-keyout", key, "-out", asked, "-subj", f"/CN={host}")
        signed_by = ("-CA", self.file, "-CAkey", self._key, "-CAcreateserial", "-extfile", extensions)
        _openssl("x509", "-req", "-in", asked, *signed_by, "-out", certificate, "-days", str(days))
        return certificate, key


def self_signed(folder: Path, host: str = "localhost") -> tuple[Path, Path]:
    """The files of a certificate that nobody but itself vouches for, and its key."""
    certificate, key = folder / "self_signed.pem", folder / "self_signed.key"
    named = ("-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}")
    _openssl("req", "-x509", *KEY, "-keyout", key, "-out", certificate, "-days", "30", *named)
    return certificate, key


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
