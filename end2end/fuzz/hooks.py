"""Bytes of a file are sent as they are."""

import schemathesis


@schemathesis.serializer("application/pdf")
def pdf(_context, value):
    return value if isinstance(value, bytes) else str(value).encode()
