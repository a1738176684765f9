"""A state table as a picture in Mermaid, for the reference pages."""

from __future__ import annotations

from casework.states import Edge, StateTable

__all__ = ["diagram"]


def diagram(table: StateTable) -> str:
    """The table as a Mermaid state diagram, without a final newline."""
    return "\n".join(
        [
            "stateDiagram-v2",
            *(f"    [*] --> {state}" for state in (table.initial, *table.early)),
            *(f"    {source} --> {target}: {caption}" for (source, target), caption in _arrows(table).items()),
            *(f"    {state} --> [*]" for state in table.finals),
        ]
    )


def _arrows(table: StateTable) -> dict[tuple[str, str], str]:
    """One arrow from a state to another, with all that leads there."""
    arrows: dict[tuple[str, str], str] = {}
    for edge in table.edges:
        way, caption = (edge.source, edge.target), _caption(edge)
        arrows[way] = f"{arrows[way]} / {caption}" if way in arrows else caption
    return arrows


def _caption(edge: Edge) -> str:
    needs = [
        *(["with a text"] if edge.text_needed else []),
        *(["with an outcome"] if len(edge.outcomes) > 1 else []),
        *([f"within {edge.within.days} days"] if edge.within is not None else []),
    ]
    return f"{edge.action} ({', '.join(edge.roles)}){' ' if needs else ''}{', '.join(needs)}"
