"""The log: one JSON line for each request and each message, without anything that could name a person.

Paths and queries hold names and search words, an address of a machine is personal data too, and the text of an
exception often quotes the row it stumbled on. A line therefore tells the route and not the path, the user's roles and
not the user, the kinds and places of exceptions and not their words.
"""

import json
import logging
import re
import time
import traceback
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

logger = logging.getLogger(__name__)

OTSAKE = "X-Request-ID"
# As proxies write them: 32 hexadecimal digits or a UUID. Nothing that a person could be called.
KELPAAVA = re.compile(r"[0-9a-fA-F-]{16,64}")
# Asked every few seconds by monitoring: they would bury the rest. So would the files of a page.
HILJAISET = {"terveys", "terveys-valmius"}

_tunnus: ContextVar[str | None] = ContextVar("tunnus", default=None)


def pyyntoloki(get_response):
    """The outermost middleware: gives each request its id and writes its line."""

    def middleware(request):
        annettu = request.headers.get(OTSAKE, "")
        request.id = annettu if KELPAAVA.fullmatch(annettu) else uuid.uuid4().hex
        token = _tunnus.set(request.id)
        alku = time.perf_counter()
        laskuri = Kyselylaskuri()
        try:
            with connection.execute_wrapper(laskuri):
                response = get_response(request)
            response.headers[OTSAKE] = request.id
            kesto = time.perf_counter() - alku
            logger.log(
                taso(request, response),
                "request",
                extra={"pyynto": tiedot(request, response, kesto, laskuri.maara)},
            )
        finally:
            _tunnus.reset(token)
        return response

    return middleware


class Kyselylaskuri:
    def __init__(self):
        self.maara = 0

    def __call__(self, execute, sql, params, many, context):
        self.maara += 1
        return execute(sql, params, many, context)


def taso(request, response):
    if response.status_code >= 500:
        return logging.ERROR
    osuma = request.resolver_match
    if osuma and osuma.view_name in HILJAISET:
        return logging.DEBUG
    if request.path.startswith(settings.STATIC_URL) and response.status_code < 400:
        return logging.DEBUG
    return logging.INFO


def tiedot(request, response, kesto, kyselyja):
    osuma = request.resolver_match
    return {
        "method": request.method,
        # The pattern: "kunnat/<str:koodi>/".
        "route": osuma.route if osuma else None,
        "view": osuma.view_name if osuma else None,
        "status": response.status_code,
        "duration_ms": round(kesto * 1000, 1),
        "queries": kyselyja,
        "roles": roolit(request),
    }


def roolit(request):
    """What the request has already found out: a line of the log costs no query."""
    user = getattr(request, "_cached_user", None)
    return sorted({jasenyys.rooli for jasenyys in vars(user).get("jasenyydet_nyt", [])} if user else [])


class JsonMuotoilu(logging.Formatter):
    """A record as one line of JSON. What Django and the job worker put beside a message is read from the record."""

    def format(self, record):
        rivi = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": viesti(record),
            "request_id": tunnus(record),
        }
        rivi |= getattr(record, "pyynto", {})
        if isinstance(tyo := getattr(record, "job", None), dict):
            rivi |= {"job": tyo.get("task_name"), "job_id": tyo.get("id")}
        if record.exc_info and isinstance(record.exc_info[1], BaseException):
            rivi["exceptions"] = poikkeukset(record.exc_info[1])
        return json.dumps(rivi, ensure_ascii=False)


def viesti(record):
    # Django's messages about a request end in its path, and those about a bad referrer quote that.
    if isinstance(getattr(record, "request", None), HttpRequest):
        return HTTPStatus(getattr(record, "status_code", 500)).phrase
    return record.getMessage()


def tunnus(record):
    return getattr(getattr(record, "request", None), "id", None) or _tunnus.get()


def poikkeukset(error):
    """The exception and what it came from, newest first: kinds and places."""
    ketju: list[dict[str, Any]] = []
    while error is not None and len(ketju) < 10:
        pino = [
            f"{ruutu.filename}:{ruutu.lineno} {ruutu.name}"
            for ruutu in traceback.extract_tb(error.__traceback__)
        ]
        ketju.append({"type": f"{type(error).__module__}.{type(error).__qualname__}", "stack": pino})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return ketju
