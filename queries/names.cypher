// Names that contain a text, with the concept that each stands for.
// :param text string
// :param limit integer = 50
// Example: kgraph query names -p text=微调
MATCH (c:Concept)
UNWIND c.aliases AS name
WITH c, name
WHERE toLower(name) CONTAINS toLower($text)
RETURN name, c.name AS concept, c.type AS type, c.name_zh AS name_zh, c.name_en AS name_en
ORDER BY size(name), name, concept, c.id
LIMIT $limit
