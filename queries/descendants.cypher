// What was built on a concept or improves it, over up to three steps; belief is the product of the steps.
// :param concept concept
// :param limit integer = 50
// Example: kgraph query descendants -p concept=Adapter
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH p = (c)<-[:BASED_ON|IMPROVES*1..3]-(o:Concept)
WHERE all(r IN relationships(p) WHERE NOT r.inferred AND r.polarity <> 'negated')
  AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m.id = n.id))
WITH o, reverse(nodes(p)) AS walk, reverse(relationships(p)) AS relations
RETURN o.name AS descendant, size(relations) AS steps,
       [n IN walk | n.name] AS names, [r IN relations | type(r)] AS types,
       reduce(b = 1.0, r IN relations | b * r.belief) AS belief
ORDER BY steps, belief DESC, names, types, [n IN walk | n.id]
LIMIT $limit
