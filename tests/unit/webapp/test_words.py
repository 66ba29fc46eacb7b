"""The words of lists and pages that several of them share."""

from webapp.look import first_sentence, paragraphs


def test_where_there_is_room_for_one_sentence_only_it_is_the_first():
    assert first_sentence("Call it soon. Then write.") == "Call it soon."
    assert first_sentence("Is it so? Yes.") == "Is it so?"
    assert first_sentence("No end") == "No end"
    assert first_sentence("Take 2.5 days. Then rest.") == "Take 2.5 days."
    assert first_sentence("") == ""


def test_a_long_guidance_is_read_in_paragraphs():
    """An analyst parts them by an empty line; one line after the other is still one paragraph."""
    assert paragraphs("See the child.\nAlone if you can.\n\n  \nThen the parents. \n") == [
        "See the child.\nAlone if you can.",
        "Then the parents.",
    ]
