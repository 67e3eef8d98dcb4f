# SPDX-License-Identifier: LGPL-2.1-or-later
"""Transcripts of what programs said to the virtual recorder, with all that they sent: written by a tap between them,
and said again to another recorder. docs/transcripts.md describes the lines; what was sent stands beside them, compressed."""
import hashlib
import json
import lzma
import socket
import threading

NONE, IN, OUT = 0, 1, 2
DIRECTIONS = {NONE: "none", IN: "in", OUT: "out"}
COMMAND = 1
HEADER = 16
SHORT = 512  # longer replies are kept as their digest


def receive(connection, count):
    """Nothing where the other end has gone."""
    data = connection.recv(count, socket.MSG_WAITALL) if count else b""
    return data if len(data) == count else None


def without_serial_number(cdb, reply):
    """Each recorder has its own: of GET CONFIGURATION, what feature 0108h tells is made unreadable."""
    if cdb[0] != 0x46:
        return reply
    masked = bytearray(reply)
    at = 8
    while at + 4 <= len(masked):
        length = masked[at + 3]
        if masked[at:at + 2] == b"\x01\x08":
            masked[at + 4:at + 4 + length] = b"X" * len(masked[at + 4:at + 4 + length])
        at += 4 + length
    return bytes(masked)


def contents(data):
    """As a transcript has them."""
    if data and data.count(data[:1]) == len(data):
        return {"fill": data[0]}
    return {"data": data.hex().upper()} if len(data) <= SHORT else {"sha256": hashlib.sha256(data).hexdigest()}


def exchange(connection, cdb, direction, data, length, timeout=3600000):
    """One command; its answer as a transcript has it, and as it came."""
    head = bytes([1, COMMAND, direction, len(cdb)]) + timeout.to_bytes(4, "big") + length.to_bytes(4, "big") + bytes(4)
    connection.sendall(head + cdb + data)
    reply = receive(connection, HEADER)
    sense = receive(connection, reply[3])
    back = receive(connection, int.from_bytes(reply[8:12], "big"))
    told = {"status": reply[2], "transferred": length - int.from_bytes(reply[4:8], "big")}
    if sense:
        told["sense"] = sense.hex(" ").upper()
    if back:
        told |= contents(without_serial_number(cdb, back))
    assert reply[1] == 0, "the drive did not answer"
    return told, reply + sense + back


class Tap:
    """Between programs and a served recorder. Commands of several clients are carried out one after another."""

    def __init__(self, path, served, transcript, medium):
        self.served, self.transcript, self.lock = served, transcript, threading.Lock()
        self.head = {"burnish_transcript": 1, "device": f"virtual:peers.disc?medium={medium}",
                     "maximum_transfer": 65536, "bus": 14, "driver": "virtual-recorder", "redacted": True}
        self.lines = []
        self.sent = lzma.open(transcript.with_suffix(".sent.xz"), "wb", preset=9)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen(16)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client = self.listener.accept()[0]
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, socket.socket(socket.AF_UNIX) as drive:
            drive.connect(str(self.served))
            while head := receive(client, HEADER):
                length = int.from_bytes(head[8:12], "big")
                cdb = receive(client, head[3])
                data = receive(client, length) if head[2] == OUT else b""
                with self.lock:
                    client.sendall(self.carry_out(drive, head, cdb, data, length))

    def carry_out(self, drive, head, cdb, data, length):
        if head[1] != COMMAND:  # who has it exclusively is not the disc's matter
            drive.sendall(head + cdb + data)
            reply = receive(drive, HEADER)
            return reply + receive(drive, reply[3] + int.from_bytes(reply[8:12], "big"))
        told, reply = exchange(drive, cdb, head[2], data, length, int.from_bytes(head[4:8], "big"))
        self.lines.append({"cdb": cdb.hex(" ").upper(), "direction": DIRECTIONS[head[2]], "length": length} | told)
        self.sent.write(data)
        return reply

    def close(self, names):
        """The names of the commands, for people, are those that the recorder gave them."""
        with self.lock:
            self.sent.close()
            self.listener.close()
            assert len(names) == len(self.lines)
            lines = [{"time": 0, "name": name} | line for name, line in zip(names, self.lines)]
            text = [json.dumps(line, separators=(",", ":")) for line in (self.head, *lines, {"end": len(lines)})]
            self.transcript.with_suffix(".jsonl").write_text("\n".join(text) + "\n")


def say_again(transcript, path):
    """To the recorder that is served there. It answers each command as the one did that was recorded."""
    lines = [json.loads(line) for line in transcript.read_text().splitlines()]
    assert lines[-1] == {"end": len(lines) - 2}
    with socket.socket(socket.AF_UNIX) as drive, lzma.open(transcript.with_suffix(".sent.xz")) as sent:
        drive.connect(str(path))
        for number, line in enumerate(lines[1:-1], 2):
            cdb = bytes.fromhex(line["cdb"])
            direction = {name: value for value, name in DIRECTIONS.items()}[line["direction"]]
            data = sent.read(line["length"]) if direction == OUT else b""
            told, _ = exchange(drive, cdb, direction, data, line["length"])
            expected = {key: value for key, value in line.items()
                        if key not in ("time", "name", "cdb", "direction", "length")}
            assert told == expected, f"line {number}, {line['cdb']}: {told}, before {expected}"
        assert sent.read(1) == b""
