// The documents that mention a concept, the most mentions first.
// :param concept concept
// :param limit integer = 50
// Example: kgraph query documents-about -p concept=LoRA
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH (c)<-[m:MENTIONS]-(p:Passage)<-[:HAS_PASSAGE]-(d:Document)
WITH d, c, sum(m.count) AS mentions, count(DISTINCT p) AS passages
RETURN d.uri AS document, d.title AS title, c.name AS concept, mentions, passages
ORDER BY mentions DESC, passages DESC, document, concept, c.id
LIMIT $limit
