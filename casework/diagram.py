"""A state table as a picture in Mermaid, for the reference pages."""

from __future__ import annotations

from casework.states import Edge, StateTable

__all__ = ["diagram"]


def diagram(table: StateTable) -> str:
    """The table as a Mermaid state diagram, without a final newline."""
    return "\n".join(
        [
            "stateDiagram-v2",
            f"    [*] --> {table.initial}",
            *(f"    {edge.source} --> {edge.target}: {_caption(edge)}" for edge in table.edges),
            *(f"    {state} --> [*]" for state in table.finals),
        ]
    )


def _caption(edge: Edge) -> str:
    needs = [
        *(["with a text"] if edge.text_needed else []),
        *(["with an outcome"] if len(edge.outcomes) > 1 else []),
    ]
    return f"{edge.action} ({', '.join(edge.roles)}){' ' if needs else ''}{', '.join(needs)}"
