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
SOURCES = {
    "1A": "a relative or carer",
    "1B": "a friend or neighbour",
    "1C": "the child",
    "1D": "another person",
    "2A": "a school",
    "2B": "another education service",
    "3A": "a GP",
    "3B": "a health visitor",
    "3C": "a school nurse",
    "3D": "other primary health care",
    "3E": "A and E",
    "3F": "other health services",
    "4": "housing",
    "5A": "children's social care of this council",
    "5B": "another service of this council",
    "5C": "children's social care of another council",
    "5D": "another service of another council",
    "6": "the police",
    "7": "courts, probation or a lawyer",
    "8": "another source",
    "9": "someone who gave no name",
    "10": "not known",
}
ETHNICITIES = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WOTH": "another White background",
    "WROM": "Gypsy or Roma",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "another mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "another Asian background",
    "BCRB": "Black Caribbean",
    "BAFR": "Black African",
    "BOTH": "another Black background",
    "CHNE": "Chinese",
    "OOTH": "another ethnic group",
    "REFU": "not given: they would rather not say",
    "NOBT": "not known yet",
}
DISABILITIES = {
    "NONE": "none",
    "MOB": "mobility",
    "HAND": "hand function",
    "PC": "personal care",
    "INC": "incontinence",
    "COMM": "communication",
    "LD": "learning",
    "HEAR": "hearing",
    "VIS": "vision",
    "BEH": "behaviour",
    "CON": "consciousness",
    "AUT": "autism",
    "DDA": "another disability",
}
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
