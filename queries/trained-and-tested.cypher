// The data that a model is trained on and the data, tasks and metrics that it is measured by; or, of a data set, by whom.
// :param concept concept
// :param limit integer = 50
// Example: kgraph query trained-and-tested -p concept=GPT-3
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH (c)-[r:TRAINED_ON|EVALUATED_ON]-(:Concept)
WHERE NOT r.inferred AND r.polarity <> 'negated'
RETURN startNode(r).name AS head, type(r) AS type, endNode(r).name AS tail, r.belief AS belief, r.support AS support
ORDER BY type, belief DESC, head, tail, startNode(r).id, endNode(r).id
LIMIT $limit
