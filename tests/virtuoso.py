"""A Virtuoso server as tests and benchmarks start it: its configuration, and the command."""

from pathlib import Path
from typing import Final

_CONFIGURATION: Final = """[Database]
DatabaseFile = own.db
ErrorLogFile = own.log
LockFile = own.lck
TransactionFile = own.trx
xa_persistent_file = own.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
"""


def command(server: str, folder: Path, sql: int, http: int, settings: str = "", buffers: int = 20_000) -> list[str]:
    """How to start one in a folder, where its configuration is written, with more sections of `settings`.

    `sql` and `http` are ports. `buffers` are pages of 8 KB, of which three quarters may wait to be written.
    """
    text = _CONFIGURATION.format(sql=sql, http=http, buffers=buffers, dirty=buffers * 3 // 4)
    (folder / "own.ini").write_text(text + settings)
    return [server, "+foreground", "+configfile", "own.ini"]
