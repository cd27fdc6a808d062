"""Recipes: queries in files, and the engines that answer them."""

from kgraph.recipes.embedded import embedded, opened
from kgraph.recipes.engine import CypherEngine, Rows
from kgraph.recipes.neo4j import server
from kgraph.recipes.recipe import Parameter, Recipe, bind, recipe, recipes

__all__ = [
    "CypherEngine",
    "Parameter",
    "Recipe",
    "Rows",
    "bind",
    "embedded",
    "opened",
    "recipe",
    "recipes",
    "server",
]
