// The best-believed ways from one concept to another, over up to three relations read in either direction.
// :param first concept
// :param second concept
// :param limit integer = 10
// Example: kgraph query paths -p first=LoRA -p second=Transformer
MATCH (a:Concept)
WHERE toLower($first) IN a.keys
MATCH (b:Concept)
WHERE toLower($second) IN b.keys
MATCH p = (a)-[:IS_A|PART_OF|USES|BASED_ON|IMPROVES|APPLIED_TO|COMPARED_WITH|TRAINED_ON|EVALUATED_ON|PROPOSED_BY*1..3]-(b)
WHERE all(r IN relationships(p) WHERE NOT r.inferred AND r.polarity <> 'negated')
  AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m.id = n.id))
RETURN [n IN nodes(p) | n.name] AS names,
       [r IN relationships(p) | type(r)] AS types,
       [r IN relationships(p) | startNode(r).name] AS heads,
       reduce(b = 1.0, r IN relationships(p) | b * r.belief) AS belief
ORDER BY belief DESC, size(types), names, types, heads, [n IN nodes(p) | n.id]
LIMIT $limit
