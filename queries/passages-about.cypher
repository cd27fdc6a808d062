// The passages that mention a concept, those that mention it most first.
// :param concept concept
// :param limit integer = 20
// Example: kgraph query passages-about -p concept=LoRA
MATCH (c:Concept)
WHERE toLower($concept) IN c.keys
MATCH (c)<-[m:MENTIONS]-(p:Passage)<-[h:HAS_PASSAGE]-(d:Document)
RETURN d.uri AS document, h.position AS position, p.language AS language, m.count AS mentions, p.text AS text
ORDER BY mentions DESC, document, position, p.id, c.id
LIMIT $limit
