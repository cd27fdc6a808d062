// How two concepts differ: the relations that both have, that only the first has, that only the second has.
// :param first concept
// :param second concept
// :param limit integer = 100
// Example: kgraph query compare -p first=LoRA -p second=QLoRA
MATCH (c:Concept)
WHERE toLower($first) IN c.keys OR toLower($second) IN c.keys
MATCH (c)-[r]-(o:Concept)
WHERE NOT r.inferred AND r.polarity <> 'negated'
WITH o, type(r) AS type, CASE WHEN startNode(r).id = c.id THEN 'out' ELSE 'in' END AS direction,
     max(CASE WHEN toLower($first) IN c.keys THEN r.belief END) AS first_belief,
     max(CASE WHEN toLower($second) IN c.keys THEN r.belief END) AS second_belief
RETURN CASE WHEN second_belief IS NULL THEN 'first' WHEN first_belief IS NULL THEN 'second' ELSE 'both' END AS whose,
       type, direction, o.name AS other, first_belief, second_belief
ORDER BY whose, type, direction, other, o.id
LIMIT $limit
