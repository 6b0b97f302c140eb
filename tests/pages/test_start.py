"""Somebody comes to the front door."""

import pytest

STAFF = ("worker", "manager", "administrator")


def test_nobody_reads_what_this_is_and_finds_every_way_in(nobody):
    page = nobody.get("/")
    assert page.h1 == "Your care and support, online"
    assert "/sign-in" in page.links
    assert "/invitation" in page.links
    assert "/help" in page.links


def test_the_start_page_names_who_to_ring_and_where_to_write(app, nobody):
    here, page = app.extensions["council"], nobody.get("/")
    assert here.contact.phone in page.main
    assert here.out_of_hours.phone in page.main
    assert here.contact.address[-1] in page.main


@pytest.mark.parametrize("who", ["resident", "carer", "helper", "stranger"])
def test_people_who_are_signed_in_go_home(client_for, who):
    assert client_for(who).get("/", status=303).location == "/home"


@pytest.mark.parametrize("who", STAFF)
def test_staff_who_are_signed_in_go_to_a_page_that_opens(client_for, who):
    browser = client_for(who)
    assert browser.get("/", status=303).location.startswith("/staff")
    browser.follow()
