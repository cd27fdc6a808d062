// What a concept is: the kinds that it belongs to and the examples that it has.
// :param concept concept
// :param limit integer = 50
// Example: kgraph query what-is -p concept=LoRA
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH (c)-[r:IS_A]-(o:Concept)
WHERE NOT r.inferred AND r.polarity <> 'negated'
RETURN c.name AS concept,
       CASE WHEN startNode(r).id = c.id THEN 'is a' ELSE 'has example' END AS reads,
       o.name AS other, o.type AS type, r.belief AS belief, r.support AS support
ORDER BY reads DESC, belief DESC, other, o.id, c.id
LIMIT $limit
