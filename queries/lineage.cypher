// What a concept was built on or improves, over up to three steps; belief is the product of the steps.
// :param concept concept
// :param limit integer = 50
// Example: kgraph query lineage -p concept=QLoRA
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH p = (c)-[:BASED_ON|IMPROVES*1..3]->(o:Concept)
WHERE all(r IN relationships(p) WHERE NOT r.inferred AND r.polarity <> 'negated')
  AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m.id = n.id))
RETURN o.name AS ancestor, length(p) AS steps,
       [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | type(r)] AS types,
       reduce(b = 1.0, r IN relationships(p) | b * r.belief) AS belief
ORDER BY steps, belief DESC, names, types, [n IN nodes(p) | n.id]
LIMIT $limit
