"""What reaches a council's own directory: which servers, how they are trusted, and where they keep what."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class LdapSettings:
    """As the installation's settings have it; the README's table says what each is."""

    servers: tuple[str, ...]  # "ldaps://dc1.council.gov.uk"; several are tried in this order
    base: str
    account: str
    password: str = field(repr=False)
    groups: str  # the path of the table of groups
    kind: str = "openldap"
    nested: str = ""  # "" is what suits the kind
    people: str = ""  # "" is the base
    fit: str = ""  # a filter that people must fit as well
    authority_file: str = ""  # who signs the servers' certificates; "" is whom the machine trusts
    in_the_clear: bool = False  # ldap:// without StartTLS: anybody on the way reads passwords
