"""Runs MiniStack on a free port of the loopback interface, and prints the port.

The argument is a folder for temporary files, which is deleted at the end. MiniStack ends with its parent: the parent holds
the standard input open.
"""
import asyncio
import atexit
import os
import shutil
import socket
import sys
import threading

folder = sys.argv[1]
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

config = Config()
config.bind = [f"fd://{listener.detach()}"]
config.keep_alive_timeout = 75
asyncio.run(serve(app, config))
