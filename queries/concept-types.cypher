// How many concepts of each type there are, and how often they are mentioned.
// Example: kgraph query concept-types
MATCH (c:Concept)
RETURN c.type AS type, count(*) AS concepts, sum(c.mentions) AS mentions
ORDER BY concepts DESC, type
