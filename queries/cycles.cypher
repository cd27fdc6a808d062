// Concepts that are a kind of themselves over up to four steps of IS_A: claims that cannot all be right.
// :param limit integer = 50
// Example: kgraph query cycles
MATCH p = (c:Concept)-[:IS_A*1..4]->(c)
WHERE all(n IN nodes(p) WHERE n.id >= c.id)
  AND all(r IN relationships(p) WHERE NOT r.inferred AND r.polarity <> 'negated')
  AND all(n IN nodes(p) WHERE size([m IN nodes(p) WHERE m.id = n.id]) = CASE WHEN n.id = c.id THEN 2 ELSE 1 END)
RETURN [n IN nodes(p) | n.name] AS names, length(p) AS steps,
       reduce(b = 1.0, r IN relationships(p) | b * r.belief) AS belief
ORDER BY steps, belief DESC, names, [n IN nodes(p) | n.id]
LIMIT $limit
