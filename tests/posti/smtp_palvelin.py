"""A mail server of its own process: ``python -m tests.posti.smtp_palvelin PORT FILE``.

Each message that it takes is a line of the file, on the disk before the server answers.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from collections import Counter
from email import message_from_bytes
from email.policy import default

from aiosmtpd.smtp import SMTP


class Vastaanotto:
    def __init__(self, asetukset):
        self.asetukset = asetukset
        self.kerrat: Counter[str] = Counter()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.asetukset.torju:
            return "550 5.1.1 Tuntematon vastaanottaja"
        self.kerrat[address] += 1
        if self.kerrat[address] <= self.asetukset.viivasta:
            return "451 4.7.1 Tule hetken kuluttua uudelleen"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        viesti = message_from_bytes(envelope.content, policy=default)
        [saaja] = envelope.rcpt_tos
        rivi = {"tunnus": viesti["Message-ID"], "saaja": saaja, "kuori": envelope.mail_from}
        with open(self.asetukset.tiedosto, "a", encoding="utf-8") as tiedosto:
            tiedosto.write(json.dumps(rivi) + "\n")
            tiedosto.flush()
            os.fsync(tiedosto.fileno())
        if self.asetukset.hidas:
            await asyncio.sleep(self.asetukset.hidas)
        if saaja in self.asetukset.katkaise and self.kerrat[saaja] == 1:
            server.transport.abort()
        return f"250 OK jonossa {len(self.kerrat)}"


async def palvele(asetukset):
    silmukka = asyncio.get_running_loop()
    loppu = asyncio.Event()
    silmukka.add_signal_handler(signal.SIGTERM, loppu.set)
    vastaanotto = Vastaanotto(asetukset)
    palvelin = await silmukka.create_server(
        lambda: SMTP(vastaanotto, hostname="posti.example", enable_SMTPUTF8=False),
        "127.0.0.1",
        asetukset.portti,
    )
    sys.stdout.write("valmis\n")
    sys.stdout.flush()
    await loppu.wait()
    palvelin.close()


if __name__ == "__main__":
    lukija = argparse.ArgumentParser()
    lukija.add_argument("portti", type=int)
    lukija.add_argument("tiedosto")
    lukija.add_argument("--hidas", type=float, default=0)
    lukija.add_argument("--torju", nargs="*", default=[])
    lukija.add_argument("--viivasta", type=int, default=0)
    lukija.add_argument("--katkaise", nargs="*", default=[])
    asyncio.run(palvele(lukija.parse_args()))
