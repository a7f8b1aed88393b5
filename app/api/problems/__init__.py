"""Problems: the only place that knows status codes and writes ``application/problem+json`` (RFC 9457).

Titles come from the message catalogue in the reader's language; refused values are never echoed.

============  ==================================================================
_document     the answer itself, and a refused field in it
_refusals     what the domain refuses, with the status of every error
_requests     what Pydantic or the framework refuses
_database     violated constraints, lost connections, a database that is away
_answering    which exception is answered by which of them
_declaring    the problems of an operation in the OpenAPI document
============  ==================================================================
"""

from app.api.problems._answering import answer, install
from app.api.problems._database import constraint
from app.api.problems._declaring import problems
from app.api.problems._document import MEDIA_TYPE, problem_response

__all__ = ["MEDIA_TYPE", "answer", "constraint", "install", "problem_response", "problems"]
