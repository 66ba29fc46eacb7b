"""What went wrong with a server, in a sentence for whoever keeps Childpath running."""

import ssl
from collections.abc import Mapping
from typing import Any

from engine.domain.errors import DirectoryNotTrusted, DirectoryUnavailable

CERTIFICATE = "certificate verify failed"
EXPIRED, OTHER_HOST = "certificate has expired", "mismatch"
SELF_SIGNED = ("self-signed certificate", "self signed certificate", "unable to get local issuer certificate")
WORDS = (
    ("timed out", "It did not answer in time."),
    ("refused", "Nothing listens there."),
    ("Name or service not known", "There is no server of that name."),
    ("No address associated", "There is no server of that name."),
    ("Temporary failure in name resolution", "Its name cannot be looked up just now."),
    ("invalid server address", "There is no server of that name."),
    ("unreachable", "The network does not lead there."),
    ("startTLS", "It does not offer StartTLS."),
    ("WRONG_VERSION_NUMBER", "It does not speak TLS there."),
    ("UNEXPECTED_EOF", "It ended the connection before TLS began."),
    ("session terminated", "It ended the connection."),
    ("reset by peer", "It ended the connection."),
)
REFUSALS = {
    3: "It gave up before it had found everything.",
    4: "It gave only a part of what was asked for.",
    8: "It wants TLS: use ldaps://, or ldap:// with StartTLS.",
    10: "It sends us on to another server.",
    11: "It gave only a part of what was asked for.",
    12: "It cannot give its answers in pages.",
    13: "It wants TLS: use ldaps://, or ldap:// with StartTLS.",
    32: "It has nothing at the place that DIRECTORY_BASE or DIRECTORY_PEOPLE names.",
    34: "A name in the settings is no distinguished name.",
    50: "The account of DIRECTORY_ACCOUNT may not read there.",
    51: "It is too busy to answer.",
    52: "It is starting or stopping.",
}
WRONG_PASSWORD = 49


def failed(address: str, error: Exception) -> DirectoryUnavailable:
    """The refusal that tells of `error`, which came from the server at `address`; its `why` is for administrators."""
    said = reason(error)
    if CERTIFICATE in said or isinstance(error, ssl.CertificateError):
        return DirectoryNotTrusted(why=f"{address}: {_certificate(said)}")
    words = next(
        (words for mark, words in WORDS if mark in said), f"It answered in a way that makes no sense ({said})."
    )
    return DirectoryUnavailable(why=f"{address}: {words}")


def refused(address: str, result: Mapping[str, Any], *, by_account: bool = False) -> DirectoryUnavailable:
    """The refusal that tells of a server's own: `result` is its answer to a question, or to Childpath's account."""
    code, said = result["result"], f"{result['description']}: {' '.join(str(result['message']).split())}"
    if by_account and code == WRONG_PASSWORD:
        words = "It does not know the account of DIRECTORY_ACCOUNT, or not with that password."
    else:
        words = REFUSALS.get(code, f"It refused ({said.rstrip(': ')}).")
    return DirectoryUnavailable(why=f"{address}: {words}")


def reason(error: BaseException) -> str:
    """All that an exception and what caused it say, on one line."""
    told = []
    seen: BaseException | None = error
    while seen is not None and len(told) < 5:
        told.append(" ".join(f"{type(seen).__name__}: {seen}".split()))
        seen = seen.__cause__ or seen.__context__
    return "; ".join(told)


def _certificate(said: str) -> str:
    if EXPIRED in said:
        return "Its certificate has run out."
    if OTHER_HOST in said:
        return "Its certificate is for a server of another name."
    if any(words in said for words in SELF_SIGNED):
        return "Its certificate is not signed by an authority that DIRECTORY_CA, or this machine, trusts."
    return f"Its certificate cannot be trusted ({said})."
