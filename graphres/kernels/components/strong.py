"""Strong components of compressed rows."""

from __future__ import annotations

from typing import Any

from graphres.kernels.compiled import kernel


@kernel(interpret_ns_per_element=230, compile_seconds=0.4)
def label_components(
    offsets: Any, targets: Any, n: Any, label: Any, cursor: Any, path: Any, stack: Any, roots: Any
) -> None:
    """Label strong components of compressed rows: ``label`` equal means same component.

    Pearce's variant of Tarjan's algorithm without recursion (Pearce 2016,
    doi:10.1016/j.ipl.2015.08.010). Work arrays of at least n entries: ``label`` int32 (output,
    positive), ``cursor`` int64, ``path`` and ``stack`` int32, ``roots`` uint8. O(n + m).
    """
    for v in range(n):
        label[v] = 0
    index = 1
    component = n  # counts down, always above any index still in use
    stacked = 0
    for start in range(n):
        if label[start] != 0:
            continue
        depth = 0
        path[0] = start
        label[start] = index
        index += 1
        cursor[start] = offsets[start]
        roots[start] = 1
        while depth >= 0:
            v = path[depth]
            e = cursor[v]
            if e < offsets[v + 1]:
                w = targets[e]
                if label[w] == 0:
                    depth += 1
                    path[depth] = w
                    label[w] = index
                    index += 1
                    cursor[w] = offsets[w]
                    roots[w] = 1
                    continue
                if label[w] < label[v]:
                    label[v] = label[w]
                    roots[v] = 0
                cursor[v] = e + 1
                continue
            depth -= 1
            if roots[v] == 0:
                stack[stacked] = v
                stacked += 1
                continue
            index -= 1
            while stacked > 0 and label[v] <= label[stack[stacked - 1]]:
                stacked -= 1
                label[stack[stacked]] = component
                index -= 1
            label[v] = component
            component -= 1
