from functools import cache

from django.conf import settings
from django.db.backends.postgresql import base

from .server import Server


@cache
def get_server(directory, fsync):
    return Server(directory, fsync=fsync)


def configured_server():
    return get_server(settings.EMBEDDED_POSTGRES_DIR, settings.EMBEDDED_POSTGRES_FSYNC)


class DatabaseWrapper(base.DatabaseWrapper):
    # Every way to a connection asks for the parameters first, also the psycopg pool's and the job worker's,
    # which never call get_new_connection().
    def get_connection_params(self):
        params = super().get_connection_params()
        server = configured_server()
        server.acquire()
        server.ensure_database(params["dbname"])
        return params | server.address
