"""How problems are worded: GOV.UK's sentences, made from a question's label."""


def with_small_first(words: str) -> str:
    """ "Date of birth" as it stands inside a sentence; abbreviations ("NHS number") and "I" keep their capitals."""
    first = words.split(" ")[0]
    return words if first == "I" or any(letter.isupper() for letter in first[1:]) else words[:1].lower() + words[1:]


def is_question(label: str) -> bool:
    return label.rstrip().endswith("?")


def subject_of(label: str, otherwise: str = "Your answer") -> str:
    """What a sentence about an answer begins with: "Date of birth" must be ..., "Your answer" must be ..."""
    return otherwise if is_question(label) or not label else label


def counted(number: int, noun: str) -> str:
    """ "1 character", "200 characters"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
