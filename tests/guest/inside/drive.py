# SPDX-License-Identifier: LGPL-2.1-or-later
"""A virtual recorder that the kernel takes for a drive of this machine, and what is on its disc."""
import json
import os
import signal
import subprocess


def tool(*command, status=0, cwd=None):
    """A program that is not ours, which must end so; what it printed."""
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, errors="replace", text=True, timeout=300, check=False, cwd=cwd)
    assert done.returncode == status, f"{command} ended with {done.returncode}:\n{done.stdout[-3000:]}"
    return done.stdout


class Drive:
    def __init__(self, folder, medium, faults=None, **options):
        self.folder = folder
        self.disc = folder / "disc"
        self.log = folder / "log"
        if faults is not None:
            (folder / "faults.json").write_text(json.dumps({"faults": faults}))
            options["faults"] = folder / "faults.json"
        options["medium"] = medium.replace("+", "%2B")
        query = "&".join(f"{key}={value}" for key, value in options.items())
        self.program = subprocess.Popen([os.environ["VIRTUAL_RECORDER"], "attach", f"--log={self.log}",
                                         f"{self.disc}?{query}"], stdout=subprocess.PIPE, text=True)
        said = dict(self.program.stdout.readline().rstrip("\n").split(": ", 1) for _ in range(3))
        self.node, self.generic, self.name = said["block"], said["generic"], said["ready"]
        tool("udevadm", "settle")

    def command(self, *words, status=0):
        return tool(os.environ["VIRTUAL_RECORDER"], *words, status=status)

    def run(self, *command, status=0):
        """A program that works in the drive's folder."""
        try:
            return tool(*command, status=status, cwd=self.folder)
        except AssertionError as error:
            raise AssertionError(f"{error}\nrefused: {self.refused()[-10:]}") from None

    def detach(self):
        if self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
            assert self.program.wait(60) == 0
        self.program.stdout.close()
        tool("udevadm", "settle")

    def lines(self):
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def refused(self):
        """Commands that did not end with GOOD."""
        return [f"{line['command']} [{line['cdb']}] {line.get('sense', line['status'])}" for line in self.lines()
                if line["status"]]

    def commands(self):
        return [line["command"] for line in self.lines()]

    def state(self):
        return json.loads((self.disc / "disc.json").read_text())

    def tracks(self):
        return [track for session in self.state()["sessions"] for track in session["tracks"]]
