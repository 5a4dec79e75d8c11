"""A stand-in for the PxWeb interface on the loopback: its metadata and answers, its limits, and its ways to fail."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.seuranta import aito

ENIMMAISSOLUT = 120_000
POLKU = "/PxWeb/api/v1/fi/StatFin/tyonv"


class Sijainen(ThreadingHTTPServer):
    """``vika`` is how the next answers fail; ``kyselyt`` what was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Vastaaja)
        self.vika = ""
        self.kyselyt = []
        self.polut = []
        self.taulu = aito.jsonstat()
        self.kuukaudet = ["2026M04", "2026M05", "2026M06"]

    @property
    def osoite(self):
        return f"http://127.0.0.1:{self.server_port}{POLKU}"

    def metadata(self):
        """As the interface describes a table: nothing in it tells which dimension is of areas or of contents."""
        muuttujat = []
        for koodi in self.taulu["id"]:
            arvot = list(self.taulu["dimension"][koodi]["category"]["index"])
            arvot = self.kuukaudet if koodi == "timeperiod_m" else arvot
            muuttujat.append({"code": koodi, "text": koodi, "values": arvot, "valueTexts": arvot})
        return {"title": self.taulu["label"], "variables": muuttujat}

    def vastaus(self, kysely):
        """The part of the table that was asked for; every month has the figures of the genuine one."""
        valinnat = {osa["code"]: osa["selection"]["values"] for osa in kysely["query"]}
        data = aito.data()
        rivit = {rivi["key"][0]: rivi["values"] for rivi in data["data"]}
        data["data"] = [
            {"key": [alue, kk], "values": rivit[alue]}
            for alue in valinnat["Alue"]
            for kk in valinnat["timeperiod_m"]
        ]
        return aito.jsonstat(data)


class Vastaaja(BaseHTTPRequestHandler):
    server: Sijainen

    def do_GET(self):
        self.server.polut.append(self.path)
        if not self._vikaa():
            self._ole_tunnettu() and self._vastaa(200, self.server.metadata())

    def do_POST(self):
        self.server.polut.append(self.path)
        kysely = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.kyselyt.append(kysely)
        if self._vikaa() or not self._ole_tunnettu():
            return
        soluja = 1
        for osa in kysely["query"]:
            soluja *= len(osa["selection"]["values"])
        if soluja > ENIMMAISSOLUT:
            self._vastaa(403, {"error": "Too many values selected"})
        else:
            self._vastaa(200, self.server.vastaus(kysely))

    def _ole_tunnettu(self):
        # The old address of a table answers 400, any other unknown one 404.
        if self.path == f"{POLKU}/12r5.px":
            return True
        self._vastaa(400 if "_pxt_" in self.path else 404, {"error": "Parameter error"})
        return False

    def _vikaa(self):
        vika = self.server.vika
        if vika.isdecimal():
            self._vastaa(int(vika), {"error": vika}, {"Location": "http://127.0.0.1:1/muualle"})
        elif vika == "html":
            self._vastaa(200, None, tavut=b"<!doctype html><h1>Huoltokatko</h1>")
        elif vika == "hidas":
            time.sleep(1)
        elif vika == "katko":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"{")
        return bool(vika)

    def _vastaa(self, koodi, data, otsakkeet=None, tavut=None):
        tavut = tavut if tavut is not None else json.dumps(data).encode()
        self.send_response(koodi)
        for nimi, arvo in (otsakkeet or {}).items():
            self.send_header(nimi, arvo)
        self.send_header("Content-Length", str(len(tavut)))
        self.end_headers()
        self.wfile.write(tavut)

    def log_message(self, *args):
        """Silent."""


@contextmanager
def kaynnissa():
    with Sijainen() as sijainen:
        saie = threading.Thread(target=sijainen.serve_forever, kwargs={"poll_interval": 0.01})
        saie.start()
        try:
            yield sijainen
        finally:
            sijainen.shutdown()
            saie.join()
