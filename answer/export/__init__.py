"""From answers to a file to keep: Markdown, Word, CSV, Excel or JSON, each with all it takes to have them again."""

from answer.export.export import EXPORT_FORMS, ExportForm, export_answer, export_answers, find_form

__all__ = ["EXPORT_FORMS", "ExportForm", "export_answer", "export_answers", "find_form"]
