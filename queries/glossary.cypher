// Concepts that have a Chinese and an English name: a glossary of the notes, of one type or of all (type '').
// :param type string = ""
// :param limit integer = 100
// Example: kgraph query glossary
MATCH (c:Concept)
WHERE c.name_zh <> '' AND c.name_en <> '' AND ($type = '' OR c.type = $type)
RETURN c.name_zh AS name_zh, c.name_en AS name_en, c.type AS type, c.mentions AS mentions
ORDER BY mentions DESC, name_en, name_zh, c.id
LIMIT $limit
