"""The trained model: a concept finder, a typer and a relation scorer, small enough for one core.

Reading needs numpy only; `kgraph.extract.train` makes the weights.
"""

from kgraph.extract.small.model import Small, load

__all__ = ["Small", "load"]
