// The concepts that stand in the same passages as a concept, whether or not a relation is stated.
// :param concept concept
// :param limit integer = 20
// Example: kgraph query seen-with -p concept=LoRA
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH (c)<-[:MENTIONS]-(p:Passage)-[:MENTIONS]->(o:Concept)
WHERE o.id <> c.id
WITH c, o, count(DISTINCT p) AS passages
RETURN c.name AS concept, o.name AS other, o.type AS type, passages, o.passages AS of
ORDER BY passages DESC, of, other, o.id, c.id
LIMIT $limit
