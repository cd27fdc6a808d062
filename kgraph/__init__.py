"""kgraph: a knowledge graph out of Chinese and English text, every edge with the sentence that says so."""

__version__ = "0.1.0"
