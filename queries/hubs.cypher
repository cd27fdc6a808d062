// The most connected concepts, of one type or of all (type '').
// :param type string = ""
// :param limit integer = 20
// Example: kgraph query hubs -p type=Method
MATCH (c:Concept)-[r]-(o:Concept)
WHERE ($type = '' OR c.type = $type) AND NOT r.inferred AND r.polarity <> 'negated'
WITH c, count(DISTINCT o) AS neighbours, count(DISTINCT r) AS relations
RETURN c.name AS concept, c.type AS type, relations, neighbours, c.mentions AS mentions
ORDER BY relations DESC, neighbours DESC, concept, c.id
LIMIT $limit
