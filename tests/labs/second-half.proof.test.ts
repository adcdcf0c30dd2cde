import { registerProofs } from './lab-proofs.ts';

await registerProofs(1, 2);
