"""A receiver that runs by itself, for tests that kill it. Run with the checkout's folder; it says its port."""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "plugins")]

if __name__ == "__main__":
    import socket

    import uvicorn

    from forms.catalogue import FORMS
    from hub_core.addresses import Addresses
    from hub_core.settings import HubSettings
    from office.receiver.app import Receiver
    from office.receiver.pages import Pages

    root = Path(sys.argv[1])
    pages = Pages(REPOSITORY / "theme" / "templates", root / "output", Addresses("http://127.0.0.1"), HubSettings())
    receiver = Receiver(FORMS, root / "private", pages, posts_a_minute=10**9)
    opened = socket.create_server(("127.0.0.1", 0))
    print(opened.getsockname()[1], flush=True)
    config = uvicorn.Config(receiver.app(), log_level="error", access_log=False, loop="asyncio", http="h11", ws="none", lifespan="off")
    uvicorn.Server(config).run(sockets=[opened])
    receiver.close()
