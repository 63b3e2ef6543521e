"""Offer files come from AWS or from a folder..."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator

import pytest

from stackwright.errors import UserError
from stackwright.pricing.feeds import AWS, Download, Folder

PATH = "/offers/v1.0/aws/AmazonEC2/current/eu-west-1/index.csv"

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@pytest.fixture
def aws() -> Iterator[Callable[[Answer], Download]]:
    """Return a price list on this machine that gives one answer."""
    servers = []

    def serve(answer: Answer) -> Download:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                answer(self)

            def log_message(self, *_args):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        servers.append((server, thread))
        return Download(f"http://127.0.0.1:{server.server_port}", patience=0.5)

    yield serve
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


def text(body: bytes, *, status: int = 200, length: int | None = None) -> Answer:
    def answer(handler):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def read(feed, offer="AmazonEC2", region="eu-west-1"):
    with feed.lines(offer, region) as lines:
        return lines if lines is None else list(lines)


def test_at_the_address_of_the_region():
    assert Download().address("AmazonEC2", "eu-west-1") == AWS + PATH
    assert Download().address("AmazonRoute53", "global") == f"{AWS}/offers/v1.0/aws/AmazonRoute53/current/index.csv"
    assert AWS == "https://pricing.us-east-1.amazonaws.com"


def test_line_by_line(aws):
    asked = []

    def answer(handler):
        asked.append(handler.path)
        text('"a","é"\n"b"\n'.encode())(handler)

    assert read(aws(answer)) == ['"a","é"\n', '"b"\n']
    assert asked == [PATH]


def test_before_they_are_there_as_a_whole(aws):
    rest = threading.Event()

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "4")
        handler.end_headers()
        handler.wfile.write(b"a\n")
        handler.wfile.flush()
        rest.wait(5)
        handler.wfile.write(b"b\n")

    with aws(answer).lines("AmazonEC2", "eu-west-1") as lines:
        assert next(lines) == "a\n"
        rest.set()
        assert list(lines) == ["b\n"]


@pytest.mark.parametrize("status", [403, 404])
def test_unless_there_is_none(aws, status):
    assert read(aws(text(b"<Error/>", status=status))) is None


def test_and_an_error_of_the_server_is_said_with_the_address(aws):
    feed = aws(text(b"busy", status=503))
    with pytest.raises(UserError) as refused:
        read(feed)
    assert str(refused.value) == (
        f"{feed.base}{PATH} cannot be read: 503 Service Unavailable; try again, or download the files elsewhere and"
        " pass --offers FOLDER"
    )


def test_and_no_server_is_said_with_the_address():
    feed = Download("http://127.0.0.1:9")
    with pytest.raises(
        UserError, match=rf"^{feed.base}{PATH} cannot be read: \[Errno \d+\] Connection refused; try again"
    ):
        read(feed)


def test_and_silence_is_not_waited_for(aws):
    never = threading.Event()
    feed = aws(lambda _handler: never.wait(5))
    try:
        with pytest.raises(UserError, match=r"index.csv cannot be read: timed out"):
            read(feed)
    finally:
        never.set()


def test_and_silence_after_a_while_is_not_waited_for(aws):
    never = threading.Event()

    def answer(handler):
        text(b"a\n", length=100)(handler)
        never.wait(5)

    feed = aws(answer)
    try:
        with pytest.raises(UserError, match=r"index.csv cannot be read: timed out"):
            read(feed)
    finally:
        never.set()


def test_and_one_that_ends_early_is_refused(aws):
    with pytest.raises(UserError, match=r"index.csv cannot be read: it ended 1,000 bytes early"):
        read(aws(text(b"a\n", length=1002)))


def test_and_one_in_pieces_that_ends_early_is_refused(aws):
    def answer(handler):
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"10\r\na\n")
        handler.close_connection = True

    with pytest.raises(UserError, match=r"index.csv cannot be read: IncompleteRead"):
        read(aws(answer))


def test_and_what_is_no_answer_is_refused(aws):
    with pytest.raises(UserError, match=r"index.csv cannot be read: (BadStatusLine|nonsense)"):
        read(aws(lambda handler: handler.wfile.write(b"nonsense\r\n\r\n")))


@pytest.mark.parametrize("place", ["AmazonEC2.csv", "AmazonEC2/eu-west-1/index.csv"])
def test_from_a_folder(tmp_path, place):
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text('"a"\n"b"\n')
    feed = Folder(tmp_path)
    assert read(feed) == ['"a"\n', '"b"\n']
    assert feed.address("AmazonEC2", "eu-west-1") == AWS + PATH


def test_from_a_folder_also_where_a_service_has_no_region(tmp_path):
    (tmp_path / "AmazonRoute53").mkdir()
    (tmp_path / "AmazonRoute53" / "index.csv").write_text("a\n")
    assert read(Folder(tmp_path), "AmazonRoute53", "global") == ["a\n"]
    assert read(Folder(tmp_path), "AmazonRoute53", "eu-west-1") is None


def test_unless_the_folder_has_none(tmp_path):
    assert read(Folder(tmp_path)) is None


def test_and_a_file_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    path = tmp_path / "AmazonEC2.csv"
    path.write_text("a\n")

    def forbidden(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", forbidden)
    with pytest.raises(UserError, match=r"AmazonEC2.csv cannot be read: Permission denied"):
        read(Folder(tmp_path))
