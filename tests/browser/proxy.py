"""A proxy that hands a path of its own on to the site, without that path."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit


@contextmanager
def proxied(site: str, path: str) -> Iterator[str]:
    """The site at another address, below a path; what GRADIO_ROOT_PATH would say of it, the proxy
    says."""
    there = urlsplit(site).netloc

    class Proxy(BaseHTTPRequestHandler):
        def log_message(self, *_) -> None:
            pass

        def handle_any(self) -> None:
            if not self.path.startswith(path):
                return self.send_error(404)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {"X-Forwarded-Host": self.headers["Host"] + path, **self.headers}
            # Gradio lets no other origin in where its own name is that of this computer.
            headers |= {"Host": "aedemo.example", "Connection": "close"}
            upstream = HTTPConnection(there)
            inner = self.path.removeprefix(path)
            inner = inner if inner.startswith("/") else f"/{inner}"
            upstream.request(self.command, inner, body, headers)
            answer = upstream.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "transfer-encoding", "date", "server"):
                    self.send_header(name, value)
            self.end_headers()
            while chunk := answer.read1(65536):
                self.wfile.write(chunk)
                self.wfile.flush()

        do_GET = do_POST = do_HEAD = handle_any

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{path}"
    finally:
        server.shutdown()
        server.server_close()
