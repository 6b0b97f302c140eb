"""Files as case systems write them: known by their first line, in one of two encodings."""

import pytest

from portal.exchange import actions
from portal.exchange.reading import FileRefused, read_file
from portal.exchange.rules import FileKind, Reason, Why
from tests.exchange.conftest import good_files, person, write_csv


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_file_is_known_by_its_first_line_whatever_its_name(tmp_path, kind):
    sheet = read_file(write_csv(tmp_path / "export (3).txt", good_files()[kind]))
    assert sheet.kind is kind
    assert all(line.row is not None for line in sheet.lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_names_survive_their_encoding(tmp_path, encoding):
    rows = [person("P1", given_name="Zoë", known_as="Zo’s")]
    sheet = read_file(write_csv(tmp_path / "people.csv", rows, encoding))
    assert sheet.lines[0].row.given_name == "Zoë"
    assert bool(sheet.notes) == (encoding == "cp1252")


def test_headings_may_be_written_with_capitals_and_spaces(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Reference, Given Name ,FAMILY NAME,Born on\nP1,Robin,Marshlight,1984-06-12\n")
    assert read_file(path).lines[0].key == ("P1",)


def test_columns_that_are_not_used_are_noted(tmp_path):
    sheet = read_file(write_csv(tmp_path / "a.csv", [person("P1", shoe_size="7")]))
    assert sheet.notes == ["columns that the portal does not use: shoe_size"]


def test_a_row_over_several_lines_is_known_by_its_first(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        'reference,given_name,family_name,born_on\n\nP1,"Robin\nLee",Marshlight,1984-06-12\n'
        "P2,Ada,Brightbrook,never\n"
    )
    first, second = read_file(path).lines
    assert (first.number, first.row.given_name) == (3, "Robin Lee")
    assert (second.number, second.key) == (5, ("P2",))
    assert second.reasons == [Reason(Why.NOT_A_DATE, "born_on")]


REFUSED = {
    "is empty": b"",
    "not text in UTF-8": "reference,given_name".encode("utf-16"),
    "neither UTF-8 nor Windows-1252": b"reference,given_name,family_name,born_on\nP1,\x81,a,b\n",
    "has no column born_on": b"reference,given_name,family_name,birthday\n",
    "is not a file that the portal knows": b"when,what\nnow,this\n",
    "has the column reference twice": b"reference,reference,given_name,family_name,born_on\n",
    "a quotation mark is not closed": b'reference,given_name,family_name,born_on\nP1,"Ro,b,c\n',
}


@pytest.mark.parametrize("said", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, said):
    path = tmp_path / "odd.csv"
    path.write_bytes(REFUSED[said])
    with pytest.raises(FileRefused, match=said):
        read_file(path)


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(FileRefused, match=r"people\.csv cannot be read"):
        read_file(tmp_path / "people.csv")


def test_a_refused_file_stops_the_run_even_when_good_rows_are_taken(app, tmp_path, everything):
    odd = tmp_path / "odd.csv"
    odd.write_text("when,what\n")
    good = write_csv(tmp_path / "people.csv", good_files()["people"])
    before = everything()
    with app.app_context():
        outcome = actions.import_files([good, odd], take_good=True)
        assert "odd.csv is not a file" in actions.say(outcome)
    assert not outcome.went_in
    assert everything() == before


@pytest.mark.parametrize("sheet", ["budgets", "lines", "transactions"])
def test_a_file_that_was_cut_off_in_a_line_is_refused_wherever_that_was(tmp_path, sheet):
    whole = write_csv(tmp_path / "whole.csv", good_files()[sheet]).read_bytes()
    path = tmp_path / f"{sheet}.csv"
    ends = [end for end in range(1, len(whole)) if whole[end - 1] not in b"\r\n"]
    for end in ends:
        path.write_bytes(whole[:end])
        with pytest.raises(FileRefused, match="ends in the middle of a line"):
            read_file(path)
    assert len(ends) > 100
