"""A server that greets by TLS and then says nothing: whoever waits for it waits for ever."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path

from certificates import self_signed
from hostile.server import answer


def hang_after_handshake(folder: Path) -> tuple[str, socket.socket]:
    """Its address and its listener; robots.txt is answered, nothing else is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(folder / "tls.pem"))
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
            secure.settimeout(30)
            if b"/robots.txt" in secure.recv(65_536):
                secure.sendall(answer("gone", status="404 Not Found"))
            else:
                secure.recv(1)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return f"https://127.0.0.1:{listener.getsockname()[1]}", listener
