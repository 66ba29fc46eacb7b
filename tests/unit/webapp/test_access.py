"""Who may open what: each route says it, and a link that someone was not to have tells them nothing."""

import pytest

from webapp.access import anyone


def test_every_route_says_who_may_open_it(app):
    """A route that forgot would be refused to everyone, but it should be seen here first."""
    views = {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    assert [name for name, view in views.items() if not hasattr(view, "open_to")] == []


def test_only_these_routes_need_no_log_in(app):
    """Adding one is a decision, not an oversight."""
    free = {rule.endpoint for rule in app.url_map.iter_rules() if app.view_functions[rule.endpoint].open_to == anyone}
    assert free == {"static", "health.show", "auth.home", "auth.log_in", "auth.check_log_in", "auth.log_out"}


def test_what_changes_something_is_only_done_by_post(app):
    """A GET may be repeated, fetched ahead or linked to by anyone."""
    verbs = {"complete", "draft", "claim", "give_back", "open_case", "start_here", "log_out", "search"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[2] in verbs:
            assert rule.methods == {"POST", "OPTIONS"}


@pytest.mark.parametrize("path", ["/tasks", "/tasks/roles", "/tasks/done", "/tasks/1", "/cases", "/cases/1"])
def test_a_stranger_is_asked_to_log_in_first_and_then_gets_the_page(browser, path):
    """Nothing of the page is told before."""
    page = browser.get(path)
    assert (page.h1, page.path) == ("Log in", "/log-in")
    assert page.tree.xpath('//input[@name="next"]/@value') == [path]


def test_a_role_without_the_permission_is_refused(open_browser):
    """What roles permit stands in the release's own table."""
    analyst = open_browser("ben.carter")
    assert analyst.page.h1 == "Nothing to do here yet"
    assert analyst.get("/tasks", status=403).h1 == "You may not do this"


def test_a_task_or_case_that_is_none_and_one_that_is_hidden_look_the_same(open_browser, family, restrict):
    """A restricted case leaves no trace: not in lists, not in a search, not by its address."""
    case, task = family(open_browser("tom.reilly"))
    restrict(case)
    stranger = open_browser("ruth.bennett")
    assert stranger.get(f"/cases/{case}", status=404).words == stranger.get("/cases/999999", status=404).words
    assert stranger.get(f"/tasks/{task}", status=404).h1 == "Page not found"
    assert stranger.get(f"/cases/{case}/chronology", status=404).h1 == "Page not found"
    assert "Okoro" not in stranger.get("/cases").words + stranger.get("/tasks/roles").words
    stranger.get("/cases")
    assert (
        "No case that you may see, and no child in one, is called Okoro"
        in stranger.press("Search", {"_text": "Okoro"}).words
    )


def test_hidden_fields_give_no_access(open_browser, family, restrict):
    """Whose task it is stands in the database, never in the form."""
    case, task = family(open_browser("tom.reilly"))
    restrict(case)
    stranger = open_browser("ruth.bennett")
    stranger.get("/tasks")
    form, _ = stranger.page.form("Log out")
    sent = [*form.form_values(), ("case_id", str(case)), ("task_id", str(task))]
    assert stranger.post(f"/tasks/{task}", sent, status=404).h1 == "Page not found"
    assert stranger.post(f"/tasks/{task}/claim", sent, status=404).h1 == "Page not found"
    assert stranger.post(f"/tasks/{task}/draft", sent, status=404).h1 == "Page not found"


@pytest.mark.parametrize("path", ["/tasks/{}", "/cases/{}", "/cases/{}/chronology", "/cases/1/stages/{}"])
@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**30])
def test_a_number_that_no_row_can_have_is_a_page_not_found(open_browser, path, number):
    """The database itself would fail on numbers that its columns cannot hold."""
    assert open_browser("tom.reilly").get(path.format(number), status=404).h1 == "Page not found"


@pytest.mark.parametrize(
    "key", [f"2026-01-01.{10**30}", f"-.-{10**30}", f"1.{10**30}", f"{10**30}", "\u0661", "-.\u0661"]
)
@pytest.mark.parametrize("path", ["/tasks/roles", "/tasks/done", "/cases"])
def test_a_key_that_no_page_gave_shows_the_first_page(open_browser, path, key):
    """Someone who types in the address gets no failure for it."""
    tom = open_browser("tom.reilly")
    assert tom.get(f"{path}?after={key}").words == tom.get(path).words
