// What is applied to a task, field or object, ranked by belief.
// :param task concept
// :param limit integer = 50
// Example: kgraph query methods-for -p task=微调
MATCH (c:Concept)
WHERE toLower($task) IN c.keys
MATCH (c)<-[r:APPLIED_TO]-(o:Concept)
WHERE NOT r.inferred AND r.polarity <> 'negated'
RETURN c.name AS task, o.name AS method, o.type AS type, r.belief AS belief, r.support AS support, r.sources AS sources
ORDER BY belief DESC, support DESC, method, o.id, c.id
LIMIT $limit
