"""Which sentences answer a query: `find_statements` over the passages found, `rank_sentences` within one."""

from answer.statements.figures import Figure
from answer.statements.find import find_statements, rank_sentences
from answer.statements.statement import Statement, StatementKind

__all__ = ["Figure", "Statement", "StatementKind", "find_statements", "rank_sentences"]
