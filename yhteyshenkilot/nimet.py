"""Names of processes and groups are common nouns, written small inside a sentence."""


def isolla(nimi):
    return nimi[:1].upper() + nimi[1:]
