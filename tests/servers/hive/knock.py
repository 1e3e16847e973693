# SPDX-License-Identifier: MIT
"""Opens one session over the raw wire: the server is ready when this succeeds, not when the port opens."""

import base64
import http.client
import socket
import ssl
import struct


def open_session_call() -> bytes:
    """An OpenSession message, strict binary protocol: request{1: client_protocol = 10}."""
    name = b"OpenSession"
    request = struct.pack(">bhi", 8, 1, 9) + b"\0"
    body = struct.pack(">bh", 12, 1) + request + b"\0"
    return struct.pack(">Ii", 0x80010001, len(name)) + name + struct.pack(">i", 1) + body


def accepted(reply: bytes) -> bool:
    """A reply message whose status code is SUCCESS: result{0: response{1: status{1: i32 0}}}."""
    name_size = struct.unpack(">i", reply[4:8])[0] if len(reply) > 8 else 0
    body = reply[8 + name_size + 4:]
    return reply[3:4] == b"\x02" and body[:13] == struct.pack(">bhbhbhi", 12, 0, 12, 1, 8, 1, 0)


def receive(stream: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = stream.recv(size - len(data))
        if not piece:
            raise OSError("closed")
        data += piece
    return data


def knock(kind: str, port: int, user: str, password: str) -> bool:
    stream = socket.create_connection(("127.0.0.1", port), timeout=20)
    try:
        if kind == "tls":
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            stream = context.wrap_socket(stream)
        if kind == "nosasl":
            stream.sendall(open_session_call())
            return accepted(receive(stream, 40))
        credentials = b"\0" + user.encode() + b"\0" + password.encode()
        stream.sendall(b"\x01" + struct.pack(">i", 5) + b"PLAIN" + b"\x05"
                       + struct.pack(">i", len(credentials)) + credentials)
        if receive(stream, 5)[0] != 5:
            return False
        call = open_session_call()
        stream.sendall(struct.pack(">i", len(call)) + call)
        return accepted(receive(stream, struct.unpack(">i", receive(stream, 4))[0]))
    finally:
        stream.close()


def knock_http(kind: str, port: int, user: str, password: str) -> bool:
    if kind == "tls":
        door = http.client.HTTPSConnection("127.0.0.1", port, timeout=20,
                                           context=ssl._create_unverified_context())
    else:
        door = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    basic = base64.b64encode(f"{user}:{password}".encode()).decode()
    door.request("POST", "/cliservice", open_session_call(),
                 {"Content-Type": "application/x-thrift", "Authorization": "Basic " + basic})
    answer = door.getresponse()
    return answer.status == 200 and accepted(answer.read())
