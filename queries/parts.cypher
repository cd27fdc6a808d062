// The parts of a model or system, and the parts of those, over up to three steps.
// :param whole concept
// :param limit integer = 50
// Example: kgraph query parts -p whole=Transformer
MATCH (c:Concept)
WHERE toLower($whole) IN c.keys
MATCH p = (c)<-[:PART_OF*1..3]-(o:Concept)
WHERE o.id <> c.id
  AND all(r IN relationships(p) WHERE NOT r.inferred AND r.polarity <> 'negated')
WITH c, o, length(p) AS steps,
     reduce(b = 1.0, r IN relationships(p) | CASE WHEN r.belief < b THEN r.belief ELSE b END) AS weakest
WITH c, o, min(steps) AS steps, max(weakest) AS belief
RETURN c.name AS whole, o.name AS part, o.type AS type, steps, belief
ORDER BY steps, belief DESC, part, o.id, c.id
LIMIT $limit
