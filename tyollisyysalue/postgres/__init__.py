"""Database backend of demo, development and tests: PostgreSQL from a wheel, started on the first connection.

``ENGINE = "tyollisyysalue.postgres"``; reads ``EMBEDDED_POSTGRES_DIR`` and ``EMBEDDED_POSTGRES_FSYNC``.
docs/embedded-postgresql.md tells what was measured and why it is built this way.
"""
