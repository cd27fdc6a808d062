// All kinds of a concept, over up to three steps of IS_A; belief is that of the weakest step.
// :param concept concept
// :param limit integer = 50
// Example: kgraph query kinds -p concept=PEFT
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH p = (c)<-[:IS_A*1..3]-(o:Concept)
WHERE o.id <> c.id
  AND all(r IN relationships(p) WHERE NOT r.inferred AND r.polarity <> 'negated')
WITH c, o, length(p) AS steps,
     reduce(b = 1.0, r IN relationships(p) | CASE WHEN r.belief < b THEN r.belief ELSE b END) AS weakest
WITH c, o, min(steps) AS steps, max(weakest) AS belief
RETURN c.name AS concept, o.name AS kind, o.type AS type, steps, belief
ORDER BY steps, belief DESC, kind, o.id, c.id
LIMIT $limit
