// A page that compares two cases: every fragment spreads `page_link`, as components that share a link to a thing do.
import { graphql } from "relay-runtime";

export const query = graphql`
  query pageQuery($a: String!, $b: String!) {
    left: case(id: $a) { ...page_case }
    right: case(id: $b) { ...page_case }
  }
`;

export const ofCase = graphql`
  fragment page_case on Case {
    ...page_link
    paper { ...page_link doubts { ...page_link } readings { ...page_link } }
    families { ...page_link }
    genotypes { ...page_genotype }
    onsetTerms { ...page_link }
    diseases { ...page_link }
    causeOfDeath { ...page_link }
    measurements { ...page_link }
    treatments { ...page_link }
    imagingStudies { ...page_link }
    possiblySame { ...page_link }
    doubts { ...page_link }
    categories { ...page_link }
    observations(first: 20) { nodes { ...page_observation } }
  }
`;

export const ofGenotype = graphql`
  fragment page_genotype on Genotype {
    ...page_link
    zygosity { ...page_link }
    significance { ...page_link }
    doubts { ...page_link }
    variant {
      ...page_link
      gene { ...page_link }
      consequences { ...page_link }
      exons { ...page_link }
      domains { ...page_link }
      doubts { ...page_link }
    }
    paper { ...page_link }
    interpretedFor { ...page_link }
  }
`;

export const ofObservation = graphql`
  fragment page_observation on Observation {
    ...page_link
    status
    term { ...page_link }
    severity { ...page_link }
    modifiers { ...page_link }
    onsetTerms { ...page_link }
    paper { ...page_link }
    cases { ...page_link }
    ... on ImagingObservation { modality { ...page_link } sequences { ...page_link } regions { ...page_link } }
    doubts { ...page_link }
  }
`;

export const ofThing = graphql`
  fragment page_link on Thing { id label curie }
`;
