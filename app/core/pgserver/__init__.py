"""The embedded PostgreSQL: its programs come from a wheel, its data lies in the var folder, and this package runs it.

    with pgserver.start(Path("var")) as server:
        server.ensure_database()
        connect(server.dsn())

Not covered: servers reached by ``DATABASE_URL`` (the operator runs those), backups, upgrades between major versions.
"""

from app.core.pgserver.problems import OperatorProblem, Said
from app.core.pgserver.supervisor import Server, ensure_database, start, temporary

__all__ = ["OperatorProblem", "Said", "Server", "ensure_database", "start", "temporary"]
