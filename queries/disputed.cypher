// Claims that some passages assert and others deny or hedge.
// :param limit integer = 50
// Example: kgraph query disputed
MATCH (h:Concept)-[r]->(t:Concept)
WHERE NOT r.inferred AND 'asserted' IN r.polarities AND any(p IN r.polarities WHERE p <> 'asserted')
RETURN h.name AS head, type(r) AS type, t.name AS tail, r.belief AS belief,
       size([p IN r.polarities WHERE p = 'asserted']) AS asserted,
       size([p IN r.polarities WHERE p = 'hedged']) AS hedged,
       size([p IN r.polarities WHERE p = 'negated']) AS negated
ORDER BY negated DESC, hedged DESC, belief DESC, type, head, tail, h.id, t.id
LIMIT $limit
