// Every relation of a concept, in either direction, best believed first.
// :param concept concept
// :param belief float = 0.0
// :param inferred boolean = false
// :param negated boolean = false
// :param limit integer = 50
// Example: kgraph query around -p concept=LoRA
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH (c)-[r]-(:Concept)
WHERE r.belief >= $belief
  AND ($inferred OR NOT r.inferred) AND ($negated OR r.polarity <> 'negated')
RETURN startNode(r).name AS head, type(r) AS type, endNode(r).name AS tail,
       r.belief AS belief, r.polarity AS polarity, r.support AS support
ORDER BY belief DESC, type, head, tail, startNode(r).id, endNode(r).id
LIMIT $limit
