/**
 * What the machine at the other end of a cable is: the `first`, on which the learner works and whose registry both use, or `production`,
 * which the first knows by the name `production.lab`.
 */
export type NeighbourRole = 'first' | 'production';
