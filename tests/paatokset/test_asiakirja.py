"""``manage.py asiakirja``: a stored document to a file."""

import hashlib

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.usefixtures("pika_pdf")


def test_stored_bytes_are_written(kasitelty, tmp_path, capsys):
    tiedosto = tmp_path / "paatos.pdf"
    asiakirja = kasitelty.asiakirjat.get()

    call_command("asiakirja", kasitelty.asia.numero, "--laji", "paatos", "--tiedosto", str(tiedosto))

    assert hashlib.sha256(tiedosto.read_bytes()).hexdigest() == asiakirja.sha256
    assert capsys.readouterr().out == f"{tiedosto}: {asiakirja.koko} tavua, SHA-256 {asiakirja.sha256}\n"


def test_number_of_no_matter_is_told_in_plain_words(kasitelty, tmp_path):
    with pytest.raises(CommandError) as error:
        call_command(
            "asiakirja", "99/00.01.02/2025", "--laji", "paatos", "--tiedosto", str(tmp_path / "x.pdf")
        )

    assert str(error.value) == "Asialla 99/00.01.02/2025 ei ole tallennettua asiakirjaa (paatos)."
    assert not (tmp_path / "x.pdf").exists()


def test_matter_that_is_not_decided_has_no_document(hyvaksytty, tmp_path):
    with pytest.raises(CommandError, match="ei ole tallennettua asiakirjaa"):
        call_command(
            "asiakirja", hyvaksytty.asia.numero, "--laji", "paatos", "--tiedosto", str(tmp_path / "x.pdf")
        )


def test_another_areas_matter_of_the_same_number_is_not_given(kasitelty, tmp_path):
    with pytest.raises(CommandError):
        call_command(
            "asiakirja",
            kasitelty.asia.numero,
            *["--alue", "18", "--laji", "paatos", "--tiedosto", str(tmp_path / "x.pdf")],
        )


def test_unknown_kind_is_refused(kasitelty, tmp_path):
    with pytest.raises(CommandError, match="--laji"):
        call_command(
            "asiakirja", kasitelty.asia.numero, "--laji", "muu", "--tiedosto", str(tmp_path / "x.pdf")
        )


def test_folder_that_is_not_there_is_told_in_plain_words(kasitelty, tmp_path):
    with pytest.raises(CommandError, match=r"Tiedostoa .*puuttuu/x\.pdf ei voi kirjoittaa\."):
        call_command(
            "asiakirja",
            kasitelty.asia.numero,
            *["--laji", "paatos", "--tiedosto", str(tmp_path / "puuttuu" / "x.pdf")],
        )
