"""Runs MiniStack on a free port of the loopback interface, and prints the port.

The argument is a folder for temporary files, which is deleted at the end. MiniStack ends with its parent: the parent holds
the standard input open. It answers only its parent, which sends the secret in the environment variable LOCAL_RUN_SECRET.
"""
import asyncio
import atexit
import hmac
import os
import shutil
import socket
import sys
import threading

folder = sys.argv[1]
secret = os.environ.pop("LOCAL_RUN_SECRET").encode()
atexit.register(shutil.rmtree, folder, True)


def end_with_parent():
    # Not through sys.stdin, whose lock a thread must not hold when the interpreter ends.
    while os.read(0, 1024):
        pass
    shutil.rmtree(folder, True)
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()

# Listens before MiniStack is imported, so that early requests wait.
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(100)
port = listener.getsockname()[1]
# MiniStack reads it when it is imported, for the URLs of queues.
os.environ["GATEWAY_PORT"] = str(port)
print(port, flush=True)
os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app

SECRET_HEADER = b"x-local-run-secret"
authority = f"127.0.0.1:{port}".encode()


def is_from_parent(headers):
    """Neither a web page nor another user knows the secret. The other headers are those of a request from a web page."""

    def values(name):
        return [value for key, value in headers if key.lower() == name]

    return (
        hmac.compare_digest(b",".join(values(SECRET_HEADER)), secret)
        and values(b"host") == [authority]
        and all(origin == b"http://" + authority for origin in values(b"origin"))
        and all(site in (b"same-origin", b"none") for site in values(b"sec-fetch-site"))
    )


async def guarded(scope, receive, send):
    """Refuses requests of others, before MiniStack answers them or their preflight."""
    if scope["type"] == "lifespan":
        await app(scope, receive, send)
    elif is_from_parent(scope["headers"]):
        headers = [header for header in scope["headers"] if header[0].lower() != SECRET_HEADER]
        await app({**scope, "headers": headers}, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"Only the local run may call this port: call its endpoint.\n"})


config = Config()
config.bind = [f"fd://{listener.detach()}"]
config.keep_alive_timeout = 75
asyncio.run(serve(guarded, config))
