// The concepts that a document mentions, most mentioned first; the document is given by a part of its name or title.
// :param document string
// :param limit integer = 50
// Example: kgraph query in-document -p document=notes.md
MATCH (d:Document)
WHERE toLower(d.uri) CONTAINS toLower($document) OR toLower(d.title) CONTAINS toLower($document)
MATCH (d)-[:HAS_PASSAGE]->(p:Passage)-[m:MENTIONS]->(c:Concept)
WITH d, c, sum(m.count) AS mentions, count(DISTINCT p) AS passages
RETURN d.uri AS document, c.name AS concept, c.type AS type, mentions, passages
ORDER BY document, mentions DESC, passages DESC, concept, c.id
LIMIT $limit
