// Concepts that are mentioned but have no stated relation, the most mentioned first.
// :param limit integer = 50
// Example: kgraph query unrelated
MATCH (c:Concept)
WHERE NOT EXISTS { MATCH (c)-[r]-(:Concept) WHERE NOT r.inferred AND r.polarity <> 'negated' }
RETURN c.name AS concept, c.type AS type, c.mentions AS mentions
ORDER BY mentions DESC, concept, c.id
LIMIT $limit
