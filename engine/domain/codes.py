"""The codes of the national returns (census of children in need, Annex A, safeguarding dataset), in words.

What the record may hold: the tables check them, operations refuse others, pages show the words.
"""

CATEGORIES = {
    "NEG": "neglect",
    "PHY": "physical abuse",
    "SAB": "sexual abuse",
    "EMO": "emotional abuse",
    "MUL": "multiple",
}
CLOSURES = {
    "RC1": "adopted",
    "RC2": "died",
    "RC3": "child arrangements order",
    "RC4": "special guardianship order",
    "RC5": "transferred to another authority",
    "RC6": "moved to adult services",
    "RC7": "services ended for any other reason",
    "RC8": "closed after assessment, no further action",
    "RC9": "closed after assessment, early help",
}
SEXES = {"F": "female", "M": "male", "U": "unknown or unborn"}
NEEDS = {
    "N0": "not stated",
    "N1": "abuse or neglect",
    "N2": "the child's disability or illness",
    "N3": "a parent's disability or illness",
    "N4": "family in acute stress",
    "N5": "family dysfunction",
    "N6": "socially unacceptable behaviour",
    "N7": "low income",
    "N8": "absent parenting",
    "N9": "other than children in need",
}
SOURCES = (
    "1A",
    "1B",
    "1C",
    "1D",
    "2A",
    "2B",
    "3A",
    "3B",
    "3C",
    "3D",
    "3E",
    "3F",
    "4",
    "5A",
    "5B",
    "5C",
    "5D",
    "6",
    "7",
    "8",
    "9",
    "10",
)
ETHNICITIES = (
    "WBRI",
    "WIRI",
    "WIRT",
    "WOTH",
    "WROM",
    "MWBC",
    "MWBA",
    "MWAS",
    "MOTH",
    "AIND",
    "APKN",
    "ABAN",
    "AOTH",
    "BCRB",
    "BAFR",
    "BOTH",
    "CHNE",
    "OOTH",
    "REFU",
    "NOBT",
)
DISABILITIES = ("NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA")
PARTICIPATION = {
    "PN0": "under 4, not there",
    "PN1": "there, spoke for themselves",
    "PN2": "there, an advocate spoke",
    "PN3": "there, views given without speech",
    "PN4": "there, gave no views",
    "PN5": "not there, an advocate knew the views",
    "PN6": "not there, sent views",
    "PN7": "not there, no views",
}
FACTOR = r"([1-9]|1[0-9]|2[0-4])[A-F]?"  # of an assessment; the list changes from year to year
