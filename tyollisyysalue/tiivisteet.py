"""Hashes of data: the proof that what was frozen or sent is still the same."""

import hashlib
import json


def json_tiiviste(data):
    """SHA-256 of the canonical JSON form: the same content always gives the same hash."""
    teksti = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(teksti.encode()).hexdigest()
