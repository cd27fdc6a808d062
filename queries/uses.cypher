// What a concept uses and what uses it.
// :param concept concept
// :param limit integer = 50
// Example: kgraph query uses -p concept=QLoRA
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH (c)-[r:USES]-(o:Concept)
WHERE NOT r.inferred AND r.polarity <> 'negated'
RETURN c.name AS concept,
       CASE WHEN startNode(r).id = c.id THEN 'uses' ELSE 'is used by' END AS reads,
       o.name AS other, o.type AS type, r.belief AS belief, r.support AS support
ORDER BY reads DESC, belief DESC, other, o.id, c.id
LIMIT $limit
