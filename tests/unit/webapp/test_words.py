"""The words of lists and pages that several of them share."""

from webapp.look import first_sentence


def test_where_there_is_room_for_one_sentence_only_it_is_the_first():
    assert first_sentence("Call it soon. Then write.") == "Call it soon."
    assert first_sentence("Is it so? Yes.") == "Is it so?"
    assert first_sentence("No end") == "No end"
    assert first_sentence("Take 2.5 days. Then rest.") == "Take 2.5 days."
    assert first_sentence("") == ""
