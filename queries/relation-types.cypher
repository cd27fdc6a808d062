// How many relations of each type there are, and how well they are supported.
// Example: kgraph query relation-types
MATCH (:Concept)-[r]->(:Concept)
RETURN type(r) AS type, count(*) AS relations,
       sum(CASE WHEN r.polarity = 'negated' THEN 1 ELSE 0 END) AS negated,
       sum(CASE WHEN r.polarity = 'hedged' THEN 1 ELSE 0 END) AS hedged,
       sum(CASE WHEN r.inferred THEN 1 ELSE 0 END) AS inferred,
       sum(CASE WHEN r.sources > 1 THEN 1 ELSE 0 END) AS several_sources,
       min(r.belief) AS least_belief, max(r.belief) AS most_belief
ORDER BY relations DESC, type
