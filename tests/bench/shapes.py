"""Natural shapes of questions beside those of `queries/`: what people write who know SPARQL and not this engine.

Each has one answer: it is ordered, ties included, where it is cut.
"""

from __future__ import annotations

from typing import Final

SHAPES: Final = {
    # counts over everything
    "count-all": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "count-graph": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY DESC(?n)",
    "distinct-p": "SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p",
    "distinct-class": "SELECT DISTINCT ?c { ?s a ?c } ORDER BY ?c",
    "class-counts": "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 50",
    "p-counts": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n)",
    # EXISTS, NOT EXISTS, MINUS
    "not-exists": "SELECT (COUNT(*) AS ?n) { ?c a kg:Case FILTER NOT EXISTS { ?c kg:hasFinding ?f } }",
    "exists-join": """SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case
        FILTER EXISTS { ?c kg:hasVariant ?v ; kg:hasFinding ?f . ?f a obo:HP_0001250 } }""",
    "not-exists-join": """SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case
        FILTER NOT EXISTS { ?c kg:hasVariant ?v ; kg:hasFinding ?f . ?f a obo:HP_0001250 } }""",
    "exists-twice": """SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case
        FILTER EXISTS { ?c kg:hasFinding/a obo:HP_0001250 }
        FILTER NOT EXISTS { ?c kg:hasFinding/a obo:HP_0001263 } }""",
    "exists-or": """SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case
        FILTER(EXISTS { ?c kg:hasFinding/a obo:HP_0001250 }
            || EXISTS { ?c kg:hasExcludedFinding/kg:excludes obo:HP_0001250 }) }""",
    "minus": "SELECT (COUNT(*) AS ?n) { ?c a kg:Case MINUS { ?c kg:hasFinding ?f . ?f a obo:HP_0001250 } }",
    "minus-join": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case MINUS { ?c kg:hasVariant ?v . ?v kg:gene ?g } }",
    # UNION
    "class-union": """SELECT (COUNT(*) AS ?n) { ?c a kg:Case { ?c kg:hasFinding ?f }
        UNION { ?c kg:hasExcludedFinding ?f } }""",
    "class-union-top": """SELECT ?c (COUNT(*) AS ?n) { ?c a kg:Case { ?c kg:hasFinding ?f }
        UNION { ?c kg:hasExcludedFinding ?f } } GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 10""",
    "union-of-joins": """SELECT (COUNT(DISTINCT ?c) AS ?n) { { ?c kg:hasFinding ?f . ?f a obo:HP_0001250 }
        UNION { ?c kg:hasVariant ?v . ?v kg:gene ?g . ?c kg:sex ?s } }""",
    "present-not-excluded": """SELECT ?t (COUNT(DISTINCT ?c) AS ?n) (COUNT(DISTINCT ?d) AS ?m) {
        VALUES ?t { obo:HP_0001250 } { ?c kg:hasFinding/a ?t } UNION { ?d kg:hasExcludedFinding/kg:excludes ?t } }
        GROUP BY ?t""",
    # OPTIONAL
    "two-optionals": """SELECT (COUNT(*) AS ?n) { ?c a kg:Case OPTIONAL { ?c kg:sex ?s }
        OPTIONAL { ?c kg:ageAtOnset ?a } }""",
    "optional-top": """SELECT ?c ?s ?a { ?c a kg:Case OPTIONAL { ?c kg:sex ?s } OPTIONAL { ?c kg:ageAtOnset ?a } }
        ORDER BY ?c LIMIT 20""",
    "optional-join": "SELECT (COUNT(*) AS ?n) { ?c a kg:Case OPTIONAL { ?c kg:hasFinding ?f . ?f a obo:HP_0001250 } }",
    "optional-nested": """SELECT (COUNT(*) AS ?n) { ?c a kg:Case OPTIONAL { ?c kg:hasVariant ?v
        OPTIONAL { ?v kg:hgvsCoding ?h } } }""",
    "optional-unbound": """SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case OPTIONAL { ?c kg:hasVariant ?v }
        FILTER(!BOUND(?v)) }""",
    # groups
    "group-sex": "SELECT ?s (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case ; kg:sex ?s } GROUP BY ?s ORDER BY ?s",
    "finding-freq": """SELECT ?t (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case ; kg:hasFinding ?f . ?f a ?t } GROUP BY ?t
        ORDER BY DESC(?n) ?t LIMIT 20""",
    "gene-freq": """SELECT ?g (COUNT(DISTINCT ?c) AS ?n) { ?c kg:hasVariant ?v . ?v kg:gene ?g } GROUP BY ?g
        ORDER BY DESC(?n) ?g LIMIT 20""",
    "gene-and-finding": """SELECT ?g (COUNT(DISTINCT ?c) AS ?n) { ?c kg:hasVariant ?v ; kg:hasFinding ?f .
        ?v kg:gene ?g . ?f a obo:HP_0000707 } GROUP BY ?g ORDER BY DESC(?n) ?g LIMIT 10""",
    "papers-of-a-finding": """SELECT ?p (COUNT(DISTINCT ?c) AS ?n) { ?c kg:reportedIn ?p ; kg:hasFinding ?f .
        ?f a obo:HP_0001250 } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 20""",
    "having": """SELECT ?c (COUNT(?f) AS ?n) { ?c kg:hasFinding ?f } GROUP BY ?c HAVING (COUNT(?f) > 40)
        ORDER BY DESC(?n) ?c""",
    "avg": "SELECT (AVG(?a) AS ?m) (COUNT(?a) AS ?n) { ?c a kg:Case ; kg:ageAtOnset ?a }",
    "least-and-most": """SELECT ?s (MIN(?a) AS ?least) (MAX(?a) AS ?most) { ?c kg:sex ?s ; kg:ageAtOnset ?a }
        GROUP BY ?s ORDER BY ?s""",
    "if-counted": "SELECT (SUM(IF(?a < 18, 1, 0)) AS ?young) (COUNT(?a) AS ?n) { ?c a kg:Case ; kg:ageAtOnset ?a }",
    "language-of-labels": """SELECT ?g (COUNT(*) AS ?n) { ?x rdfs:label ?l BIND(LANG(?l) AS ?g) } GROUP BY ?g
        ORDER BY ?g """,
    # joins and what follows
    "two-findings": """SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c kg:hasFinding ?f , ?h . ?f a obo:HP_0001250 .
        ?h a obo:HP_0001263 }""",
    "subsumption": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c kg:hasFinding ?f . ?f a obo:HP_0000707 }",
    "excluded": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c kg:hasExcludedFinding ?f . ?f kg:excludes obo:HP_0001250 }",
    "filter-neq": "SELECT (COUNT(*) AS ?n) { ?c kg:hasVariant ?v , ?w FILTER(?v != ?w) }",
    "three-hops": """SELECT (COUNT(*) AS ?n) { ?d kg:reportedIn ?p . ?c kg:reportedIn ?p ; kg:hasVariant ?v .
        ?d kg:hasVariant ?v FILTER(?c != ?d) }""",
    "age-range": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case ; kg:ageAtOnset ?a FILTER(?a >= 20 && ?a < 40) }",
    "in-a-list": """SELECT ?s (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Case ; kg:sex ?s FILTER(?s IN ('female', 'male')) }
        GROUP BY ?s ORDER BY ?s""",
    "ask": "ASK { ?c a kg:Case ; kg:hasFinding ?f . ?f a obo:HP_0001250 }",
    "lookup": "SELECT ?p ?o { <https://w3id.org/csf1r-kg/paper/pmid-34875121> ?p ?o }",
    "construct": "CONSTRUCT { ?c kg:hasVariant ?v } { ?c kg:hasVariant ?v ; kg:hasFinding ?f . ?f a obo:HP_0001250 } ",
    # sub-selects and VALUES
    "sub-select": """SELECT ?t (COUNT(*) AS ?n) { { SELECT DISTINCT ?c { ?c kg:hasFinding ?f .
        ?f a obo:HP_0001250 } } ?c kg:hasFinding ?h . ?h a ?t } GROUP BY ?t ORDER BY DESC(?n) ?t LIMIT 10""",
    "sub-select-top": """SELECT ?t ?l ?n { { SELECT ?t (COUNT(DISTINCT ?c) AS ?n) { ?c kg:hasFinding ?f . ?f a ?t }
        GROUP BY ?t ORDER BY DESC(?n) ?t LIMIT 10 } ?t rdfs:label ?l } ORDER BY DESC(?n) ?l""",
    "distinct-pairs": """SELECT (COUNT(*) AS ?n) {
        SELECT DISTINCT ?g ?t { ?c kg:hasVariant/kg:gene ?g ; kg:hasFinding/a ?t } }""",
    "values-join": """SELECT ?t (COUNT(DISTINCT ?c) AS ?n) {
        VALUES ?t { obo:HP_0001250 obo:HP_0001263 obo:HP_0002376 } ?c kg:hasFinding ?f . ?f a ?t } GROUP BY ?t
        ORDER BY ?t""",
    "values-pairs": """SELECT ?t ?s (COUNT(DISTINCT ?c) AS ?n) {
        VALUES (?t ?s) { (obo:HP_0001250 'male') (obo:HP_0001263 'female') } ?c kg:sex ?s ; kg:hasFinding ?f .
        ?f a ?t } GROUP BY ?t ?s ORDER BY ?t""",
    # paths
    "path": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x rdfs:subClassOf+ obo:HP_0000707 }",
    "path-join": """SELECT (COUNT(DISTINCT ?c) AS ?n) { ?t rdfs:subClassOf* obo:HP_0001250 . ?f a ?t .
        ?c kg:hasFinding ?f }""",
    "path-inverse": "SELECT (COUNT(DISTINCT ?f) AS ?n) { obo:HP_0001250 ^a ?f . ?f ^kg:hasFinding ?c }",
    "path-either": "SELECT (COUNT(*) AS ?n) { ?c kg:hasFinding|kg:hasExcludedFinding ?f }",
    "path-down-labels": """SELECT DISTINCT ?l { ?x rdfs:subClassOf+ obo:HP_0001250 ; rdfs:label ?l }
        ORDER BY ?l LIMIT 20""",
    # text
    "label-search": """SELECT ?s ?l { ?s rdfs:label ?l FILTER(CONTAINS(LCASE(STR(?l)), 'leukoenceph')) }
        ORDER BY ?s LIMIT 20""",
    "regex": "SELECT (COUNT(*) AS ?n) { ?v kg:hgvsCoding ?h FILTER(REGEX(?h, '^NM_.*del')) }",
    "starts-with": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x rdfs:label ?l FILTER(STRSTARTS(STR(?l), 'Abnormal')) }",
    # order
    "order-limit": "SELECT ?c ?l { ?c a kg:Case ; rdfs:label ?l } ORDER BY ?l ?c LIMIT 20",
    "distinct-order-limit": "SELECT DISTINCT ?l { ?c kg:hasFinding/a/rdfs:label ?l } ORDER BY ?l LIMIT 25",
    "offset": "SELECT ?c { ?c a kg:Case } ORDER BY ?c OFFSET 50 LIMIT 10",
    # GRAPH
    "graph-join": """SELECT ?g (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?g { ?c a kg:Case } } GROUP BY ?g
        ORDER BY DESC(?n) ?g LIMIT 10""",
    "graph-asserted": """SELECT ?t (COUNT(*) AS ?n) { GRAPH ?g { ?c kg:hasFinding ?f . ?f a ?t } } GROUP BY ?t
        ORDER BY DESC(?n) ?t LIMIT 10""",
}
