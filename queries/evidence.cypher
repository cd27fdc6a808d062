// The sentences that state a relation between two concepts, in either direction, also those that deny it.
// :param first concept
// :param second concept
// :param limit integer = 100
// Example: kgraph query evidence -p first=LoRA -p second=PEFT
MATCH (a:Concept)
WHERE toLower($first) IN a.keys
MATCH (a)-[r]-(b:Concept)
WHERE toLower($second) IN b.keys AND NOT r.inferred
UNWIND range(0, size(r.quotes) - 1) AS i
RETURN DISTINCT startNode(r).name AS head, type(r) AS type, endNode(r).name AS tail, r.belief AS belief,
       r.polarities[i] AS polarity, r.quotes[i] AS quote, r.documents[i] AS document,
       r.starts[i] AS start, r.ends[i] AS `end`, r.rules[i] AS rule
ORDER BY belief DESC, type, head, tail, document, start, `end`, rule, polarity, quote
LIMIT $limit
