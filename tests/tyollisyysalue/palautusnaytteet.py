"""Returned mail as servers make it, with the Message-ID of what came back put in."""


def postfix(tunnus, toimi="failed", koodi="5.1.1", syy="550 5.1.1 User unknown"):
    return f"""Return-Path: <>
Received: by mx.kunta.example (Postfix) id 4XyZ; Tue, 24 Nov 2026 10:02:11 +0200 (EET)
Date: Tue, 24 Nov 2026 10:02:11 +0200 (EET)
From: MAILER-DAEMON@mx.kunta.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: palautukset@portaali.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4XyZ.1764/mx.kunta.example"
Message-Id: <20261124080211.4XyZ@mx.kunta.example>

This is a MIME-encapsulated message.

--4XyZ.1764/mx.kunta.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.kunta.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<raija@kunta.example>: host 192.0.2.7 said: {syy}

--4XyZ.1764/mx.kunta.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kunta.example
X-Postfix-Queue-ID: 4XyZ
Arrival-Date: Tue, 24 Nov 2026 10:02:10 +0200 (EET)

Final-Recipient: rfc822; raija@kunta.example
Original-Recipient: rfc822;raija@kunta.example
Action: {toimi}
Status: {koodi}
Remote-MTA: dns; 192.0.2.7
Diagnostic-Code: smtp; {syy}

--4XyZ.1764/mx.kunta.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

Message-ID: {tunnus}
From: portaali@tyollisyysalue.example
To: Raija <raija@kunta.example>
Subject: Yhteyshenkilöluettelo

Hei!
--4XyZ.1764/mx.kunta.example--
"""


def exchange(tunnus):
    return f"""From: Microsoft Outlook
 <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@kunta.example>
To: palautukset@portaali.example
Date: Tue, 24 Nov 2026 08:02:12 +0000
Content-Type: multipart/report; report-type=delivery-status;
 boundary="95ed5b0f-2d57-4f5e"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: fi-FI
Message-ID: <0a1b2c@HE1PR0101.eurprd01.prod.exchangelabs.example>
In-Reply-To: {tunnus}
References: {tunnus}
Subject: =?iso-8859-1?Q?Ei_voi_toimittaa:_Yhteyshenkil=F6luettelo?=
Auto-Submitted: auto-replied
MIME-Version: 1.0

--95ed5b0f-2d57-4f5e
Content-Type: multipart/alternative; boundary="sisempi"

--sisempi
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<html><body><p>Viestisi&auml; osoitteeseen raija@kunta.example ei voitu toimi=
ttaa: tili =E4 poistettu.</p></body></html>
--sisempi--

--95ed5b0f-2d57-4f5e
Content-Type: message/delivery-status

Reporting-MTA: dns;HE1PR0101.eurprd01.prod.exchangelabs.example
Received-From-MTA: dns;portaali.example
Arrival-Date: Tue, 24 Nov 2026 08:02:11 +0000

Final-Recipient: rfc822;raija@kunta.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not
 found by SMTP address lookup
X-Display-Name: raija@kunta.example

--95ed5b0f-2d57-4f5e--
"""


def exim(tunnus):
    return f"""From: Mail Delivery System <Mailer-Daemon@mx.kunta.example>
To: palautukset@portaali.example
X-Failed-Recipients: raija@kunta.example
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1abc-0001@mx.kunta.example>
Date: Tue, 24 Nov 2026 10:02:12 +0200

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  raija@kunta.example
    SMTP error from remote mail server after RCPT TO:<raija@kunta.example>:
    host mx2.kunta.example [192.0.2.9]: 550 5.7.1 Access denied

------ This is a copy of the message, including all the headers. ------

Return-path: <palautukset@portaali.example>
Message-ID: {tunnus}
From: portaali@tyollisyysalue.example
Subject: Yhteyshenkilöluettelo
"""


def poissaolo(tunnus):
    return f"""From: =?utf-8?B?UmFpamEgVmFhcmFsYQ==?= <raija@kunta.example>
To: portaali@tyollisyysalue.example
Subject: Automaattinen vastaus: Yhteyshenkilöluettelo
Auto-Submitted: auto-replied
In-Reply-To: {tunnus}
Message-ID: <poissa@kunta.example>
Date: Tue, 24 Nov 2026 10:02:12 +0200
Content-Type: text/plain; charset=utf-8

Olen lomalla. Henkilötunnukseni on 131052-308T.
"""


# A report whose parts do not end, whose status is base64 although it must not be, in a character set that is none.
def rikki(tunnus):
    return f"""From: postmaster
Subject: =?outo-merkisto?Q?=F6?=
Date: eilen
Content-Type: multipart/report; boundary=raja

--raja
Content-Type: text/plain; charset=outo-merkisto
Content-Transfer-Encoding: quoted-printable

Ei mennyt =

--raja
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

UmVwb3J0aW5nLU1UQTogZG5zOyBteAoKRmluYWwtUmVjaXBpZW50OiByZmM4MjI7IHJhaWphQGt1
bnRhLmV4YW1wbGUKQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjEuMQo=
--raja
Content-Type: text/rfc822-headers

Message-ID: {tunnus}
"""
