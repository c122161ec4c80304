"""Creates a virtual environment and installs pinned packages. Arguments: folder, requirements file.

Ends with its parent: the parent holds the standard input open.
"""
import os
import signal
import subprocess
import sys
import threading

if sys.version_info < (3, 11):
    sys.exit("OLD " + ".".join(map(str, sys.version_info[:3])))

# A group of its own, so that the processes of pip end too.
os.setsid()


def end_with_parent():
    # Not through sys.stdin, whose lock a thread must not hold when the interpreter ends.
    while os.read(0, 1024):
        pass
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_parent, daemon=True).start()

folder, requirements = sys.argv[1:]
steps = [
    [sys.executable, "-m", "venv", "--clear", folder],
    [folder + "/bin/python", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    + ["--require-hashes", "--requirement", requirements],
]
for step in steps:
    status = subprocess.call(step, stdin=subprocess.DEVNULL)
    if status != 0:
        sys.exit(status)
