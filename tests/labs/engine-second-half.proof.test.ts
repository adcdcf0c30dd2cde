import { registerProofs } from './lab-proofs.ts';

await registerProofs({ profile: 'engine', part: 1, parts: 2 });
