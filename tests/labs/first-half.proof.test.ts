import { registerProofs } from './lab-proofs.ts';

await registerProofs(0, 2);
