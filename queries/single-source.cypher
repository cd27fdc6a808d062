// Claims that only one source makes, the most believed first: what to check before relying on it.
// :param limit integer = 50
// Example: kgraph query single-source -p limit=5
MATCH (h:Concept)-[r]->(t:Concept)
WHERE r.sources = 1 AND NOT r.inferred AND r.polarity <> 'negated'
RETURN h.name AS head, type(r) AS type, t.name AS tail, r.belief AS belief, r.support AS support,
       r.quotes[0] AS quote, r.documents[0] AS document
ORDER BY belief DESC, type, head, tail, h.id, t.id
LIMIT $limit
